/** What is asked for anew once a board was changed. */
export const BOARD_CHANGES = ['readLeaderboard', 'listLeaderboards', 'listMyOldPlaces'] as const;

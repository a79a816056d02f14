/** The channel on which gateways hear that the trail has grown; with a payload, how far a job is. */
export const liveChannel = 'tokenward_live';

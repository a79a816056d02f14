// Keeps the compiler content while a floor has no file yet; goes away once each floor is inhabited.
export {};

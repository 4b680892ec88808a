export const fleetContract = {}

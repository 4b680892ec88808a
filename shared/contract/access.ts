export const accessContract = {}

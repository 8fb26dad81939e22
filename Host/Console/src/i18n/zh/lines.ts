export const lines = { title: '线路与号码' }

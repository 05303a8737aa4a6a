// Colours near to the real palettes, from a few anchors each.

const anchors = {
  lajolla: ['#fffece', '#f6e28a', '#edb654', '#e38a4f', '#cf5c4b', '#973f45', '#54302a', '#1a1900'],
  batlow: ['#011959', '#0f3c5f', '#236061', '#5a7749', '#9d8a31', '#e09a57', '#fdaeac', '#faccfa'],
  viridis: ['#440154', '#46327e', '#365c8d', '#277f8e', '#1fa187', '#4ac16d', '#a0da39', '#fde725'],
  vik: ['#001261', '#02528c', '#4f98bb', '#cde1ea', '#ecd7c8', '#c98458', '#8f2f0a', '#590008'],
  grey: ['#000000', '#ffffff'],
};

function ramp(colours) {
  const parts = colours.map((colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)));
  return Array.from({ length: 256 }, (_, i) => {
    const at = (i / 255) * (parts.length - 1);
    const left = Math.min(parts.length - 2, Math.floor(at));
    const mixed = parts[left].map((c, k) => Math.round(c + (parts[left + 1][k] - c) * (at - left)));
    return `#${mixed.map((c) => c.toString(16).padStart(2, '0')).join('')}`;
  });
}

export const palettes = () => Object.fromEntries(Object.entries(anchors).map(([name, list]) => [name, ramp(list)]));

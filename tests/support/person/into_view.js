// Brings an element into view and answers the point a finger would touch, or null when something else lies over that point.
const element = arguments[0];
const middle = () => {
  const box = element.getBoundingClientRect();
  return [Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1), Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1)];
};
const touches = ([x, y]) => {
  const top = document.elementFromPoint(x, y);
  const label = top && top.closest('label');
  return top && (element.contains(top) || top.contains(element) && top.matches('label, button, a') || (label && label.control === element));
};
// First as it is, then by the shortest way, then into the middle, as somebody scrolls who looks for it.
for (const block of [null, 'nearest', 'center']) {
  if (block) element.scrollIntoView({ block, inline: 'nearest', behavior: 'instant' });
  const box = element.getBoundingClientRect();
  const inside = box.top >= 0 && box.left >= 0 && box.left + box.width / 2 <= innerWidth && box.top + box.height / 2 <= innerHeight;
  if (inside && touches(middle())) return middle();
}
return null;

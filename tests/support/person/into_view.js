// Brings an element into view and answers the point a finger would touch, or null when something else lies over that point.
const element = arguments[0];
const inside = box => box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
if (!inside(element.getBoundingClientRect())) element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
const box = element.getBoundingClientRect();
const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
const y = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1);
const top = document.elementFromPoint(x, y);
const label = top && top.closest('label');
return top && (element.contains(top) || top.contains(element) || (label && label.control === element)) ? [x, y] : null;

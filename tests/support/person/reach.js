// Says how the keyboard stands to an element: 'here', 'inside' (a part of it), 'near' (in the same widget, by arrow keys), 'before', 'after'.
const wanted = arguments[0];
const active = document.activeElement;
if (!active) return active.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING ? 'before' : 'after';
if (active === wanted) return 'here';
const pointed = active.getAttribute('aria-activedescendant');
if (pointed && (wanted.id === pointed || wanted.contains(document.getElementById(pointed)))) return 'here';
if (wanted.contains(active)) return 'inside';
if (active.contains(wanted) && active !== document.body && active !== document.documentElement) return 'near';
const widget = active.closest('[role=listbox], [role=tablist], [role=radiogroup], [role=menu], [role=toolbar], [role=grid], [role=feed], fieldset');
if (widget && widget.contains(wanted)) {
  const radio = wanted.type === 'radio' && active.type === 'radio' && wanted.name === active.name;
  if (radio || wanted.tabIndex < 0) return 'near';
}
const controlled = active.getAttribute('role') === 'combobox' && active.getAttribute('aria-controls');
if (controlled && document.getElementById(controlled) && document.getElementById(controlled).contains(wanted)) return 'near';
return active.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING ? 'before' : 'after';

// Says what can be read and how many calls wait for the core's answer; from the first look on they are counted.
if (window.callsOnTheWay === undefined) {
  window.callsOnTheWay = 0;
  const counted = plain => function (...all) {
    window.callsOnTheWay += 1;
    const answer = plain.apply(this, all);
    Promise.resolve(answer).catch(() => {}).finally(() => { window.callsOnTheWay -= 1; });
    return answer;
  };
  window.fetch = counted(window.fetch);
  const core = window.__TAURI__ && window.__TAURI__.core;
  // The shell may have frozen it; then only the words are looked at.
  try { if (core) core.invoke = counted(core.invoke); } catch (frozen) { /* as said */ }
}
return { calls: window.callsOnTheWay, text: document.body.innerText };

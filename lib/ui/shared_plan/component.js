// Reads what stands after the # of the page's address and hands it over. No server ever gets that
// part of an address: this is the only way by which the app learns of it. Nothing is stored, and
// nothing is changed. It is told anew when another link is put into the same tab.

const told = new WeakMap(); // parentElement → what was handed over last

export default function ({ data, parentElement, setStateValue }) {
  const tell = () => {
    const text = location.hash.slice(1, data.longest + 2); // one more than allowed is too long already
    if (told.get(parentElement) === text) return;
    told.set(parentElement, text);
    setStateValue("link", text);
  };
  tell();
  window.addEventListener("hashchange", tell);
  return () => window.removeEventListener("hashchange", tell);
}

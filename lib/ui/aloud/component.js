// One quiet button that reads a text aloud with the browser's own voice, and stops. Nothing is read
// without a press; where the browser cannot speak there is no button.

const readers = new WeakMap(); // parentElement → Reader: Streamlit calls the function below again and again

export default function ({ data, parentElement }) {
  if (!canSpeak()) return;
  if (!readers.has(parentElement)) {
    readers.set(parentElement, new Reader(parentElement.querySelector(".aloud")));
  }
  const reader = readers.get(parentElement);
  reader.take(data.parts);
  return () => setTimeout(() => parentElement.isConnected || reader.stop());
}

class Reader {
  constructor(place) {
    this.parts = [];
    this.left = []; // what is still to be read; kept here too because a browser may forget what it reads
    this.button = button("Read aloud", "", () => (this.left.length ? this.stop() : this.read()));
    place.replaceChildren(this.button);
  }

  // Other words under the same button, such as a question that was not asked before: what is being
  // read goes on to its end, the next press reads these.
  take(parts) {
    this.parts = parts;
  }

  read() {
    hush(); // whatever another button has begun
    this.left = this.parts.map(utterance);
    for (const said of this.left) {
      said.onend = said.onerror = () => this.ended(said); // an error too: hushed, or no voice
      window.speechSynthesis.speak(said);
    }
    this.show();
  }

  ended(said) {
    this.left = this.left.filter((other) => other !== said);
    this.show();
  }

  stop() {
    if (!this.left.length) return;
    this.left = [];
    hush();
    this.show();
  }

  show() {
    this.button.textContent = this.left.length ? "Stop reading" : "Read aloud";
  }
}

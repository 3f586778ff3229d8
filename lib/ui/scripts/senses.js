// --- sound, voice, and a screen that stays on -------------------------------------------------------

let audio = null;

// Allowed only inside a press.
function hear() {
  const Audio = window.AudioContext || window.webkitAudioContext;
  if (!audio && Audio) audio = new Audio();
  if (audio && audio.state === "suspended") audio.resume();
}

function beep(pitch, seconds) {
  if (!audio) return;
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0.25, audio.currentTime);
  volume.gain.linearRampToValueAtTime(0, audio.currentTime + seconds); // or it clicks
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + seconds);
}

function canSpeak() {
  return Boolean(window.speechSynthesis && window.SpeechSynthesisUtterance);
}

function utterance(words) {
  const said = new SpeechSynthesisUtterance(words);
  said.lang = "en";
  return said;
}

function speak(words) {
  if (!canSpeak()) return;
  hush();
  window.speechSynthesis.speak(utterance(words));
}

function hush() {
  if (canSpeak()) window.speechSynthesis.cancel();
}

let lock = null;

async function stayAwake(isWanted) {
  try {
    const got = await navigator.wakeLock.request("screen");
    letSleep();
    lock = got;
    if (!isWanted()) letSleep();
  } catch {
    // not offered here, or the page is hidden
  }
}

function letSleep() {
  if (lock) lock.release();
  lock = null;
}

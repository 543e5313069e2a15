const NOTES = [[880, 0], [1_318.5, 0.11]];
const LENGTH = 0.34;
const LOUDNESS = 0.12;

/** A short sound of two notes. A browser that lets no page make a sound before somebody touched it stays silent. */
export class Chime {
  #audio = null;

  async play() {
    const Audio = globalThis.AudioContext;
    if (!Audio) return;
    this.#audio ??= new Audio();
    // Where it is refused it stays suspended, and what is played then would all be heard at once later.
    await Promise.race([this.#audio.resume(), new Promise((late) => setTimeout(late, 200))]);
    if (this.#audio.state !== 'running') return;
    for (const [pitch, after] of NOTES) this.#note(pitch, this.#audio.currentTime + after);
  }

  close() {
    this.#audio?.close();
    this.#audio = null;
  }

  #note(pitch, at) {
    const tone = this.#audio.createOscillator();
    const volume = this.#audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(LOUDNESS, at + 0.01);
    volume.gain.exponentialRampToValueAtTime(0.001, at + LENGTH);
    tone.connect(volume).connect(this.#audio.destination);
    tone.start(at);
    tone.stop(at + LENGTH);
  }
}

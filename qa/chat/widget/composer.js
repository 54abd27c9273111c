const MAX_QUESTION = 200; // characters; the server reads no more
const SUGGEST_DELAY = 200; // ms without a key before suggestions are asked for

// Composer is the line in which a question is typed, with suggestions below it (an ARIA combobox with a listbox).
class Composer {
  #words; #submit; #input; #list; #send; #timer; #active = -1; #typed = '';

  // handlers: submit(text), suggest(text).
  constructor(words, handlers) {
    this.#words = words;
    this.#submit = handlers.submit;
    this.#input = make('input', {
      type: 'text', part: 'input', maxlength: MAX_QUESTION, placeholder: words.placeholder, 'aria-label': words.question, autocomplete: 'off', enterkeyhint: 'send',
      role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': 'suggestions',
      onkeydown: (event) => this.#key(event), oninput: (event) => this.#changed(event, handlers.suggest), onblur: () => setTimeout(() => this.#hide(), 150),
    });
    this.#list = make('ul', { id: 'suggestions', class: 'suggestions', part: 'suggestions', role: 'listbox', 'aria-label': words.suggestions, hidden: true });
    this.#send = make('button', { type: 'button', class: 'send', part: 'send', 'aria-label': words.send, onclick: () => this.#go(this.#input.value) }, icon(ICONS.send));
    this.element = make('div', { class: 'composer', part: 'composer' }, this.#list, this.#input, this.#send);
  }

  focus() {
    this.#input.focus({ preventScroll: true });
  }

  // show offers suggestions for what stands in the line.
  show(suggestions) {
    const value = this.#input.value.trim();
    const items = suggestions.filter((text) => text !== value);
    if (!value || !items.length || this.#input.getRootNode().activeElement !== this.#input) return this.#hide();
    this.#list.replaceChildren(...items.map((text, i) => make('li', {
      role: 'option', id: `suggestion-${i}`, 'aria-selected': 'false', text,
      onmousedown: (event) => { event.preventDefault(); this.#go(text); },
    })));
    this.#typed = this.#input.value;
    this.#active = -1;
    this.#list.hidden = false;
    this.#input.setAttribute('aria-expanded', 'true');
  }

  #hide() {
    clearTimeout(this.#timer);
    this.#list.hidden = true;
    this.#active = -1;
    this.#input.setAttribute('aria-expanded', 'false');
    this.#input.removeAttribute('aria-activedescendant');
  }

  #changed(event, suggest) {
    clearTimeout(this.#timer);
    const value = this.#input.value.trim();
    if (!value) return this.#hide();
    if (!event.isComposing) this.#timer = setTimeout(() => suggest(value), SUGGEST_DELAY);
  }

  // An Enter that ends the composition of Chinese characters must not send. Browsers mark it by isComposing or, after
  // compositionend, by key code 229; a flag of our own could be stale, so there is none.
  #key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const options = this.#list.hidden ? [] : [...this.#list.children];
    if (event.key === 'Enter') {
      event.preventDefault();
      this.#go(this.#input.value);
    } else if (event.key === 'Escape' && options.length) {
      event.stopPropagation();
      this.#hide();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && options.length) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      this.#active = ((this.#active + 1 + step + options.length + 1) % (options.length + 1)) - 1;
      options.forEach((option, i) => option.setAttribute('aria-selected', String(i === this.#active)));
      this.#input.value = this.#active < 0 ? this.#typed : options[this.#active].textContent;
      if (this.#active < 0) this.#input.removeAttribute('aria-activedescendant');
      else this.#input.setAttribute('aria-activedescendant', options[this.#active].id);
    }
  }

  #go(text) {
    this.#hide();
    if (!text.trim()) return this.focus();
    this.#input.value = '';
    this.#submit(text.trim());
  }
}

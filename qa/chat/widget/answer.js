// AnswerView renders one answer of the server. Everything in it is text.
class AnswerView {
  #chat; #answer; #words; #base;

  // chat offers words, base (for relative links), choose(question), judge(answer, helpful, reason) and speak(text).
  constructor(chat, answer) {
    this.#chat = chat;
    this.#answer = answer;
    this.#words = chat.words;
    this.#base = chat.base;
  }

  // render returns the message's elements, verdict being what the visitor said of it before.
  render(verdict) {
    const answer = this.#answer;
    const urgent = (answer.urgent ?? []).map((hotline) => this.#hotline(hotline));
    const choices = answer.outcome === 'clarify' ? this.#words.meant : this.#words.next;
    return [
      ...urgent,
      answer.notice ? make('div', { class: 'notice', part: 'notice' }, make('strong', { text: this.#words.notice }), ...paragraphs(answer.notice)) : null,
      make('div', { class: 'text', part: 'text' }, ...paragraphs(answer.text)),
      ...(answer.tables ?? []).map((table) => this.#table(table)),
      ...(answer.timelines ?? []).map((timeline) => this.#timeline(timeline)),
      this.#list(this.#words.sources, answer.citations, (citation) => this.#citation(citation), 'sources'),
      this.#choices(choices, answer.suggestions),
      this.#list(this.#words.related, answer.related, (related) => link(related.title, related.url, this.#base, this.#words), 'related'),
      answer.contact ? contactCard(answer.contact, this.#words) : null,
      this.#actions(verdict),
    ].filter(Boolean);
  }

  // plain is the answer as text, for copying, reading aloud and announcing.
  plain() {
    const { urgent, notice, text, citations } = this.#answer;
    return [
      ...(urgent ?? []).map((hotline) => `${hotline.title} ${hotline.phone}。${hotline.note}`),
      notice, text,
      ...(citations ?? []).map((citation) => `${this.#words.sources}：${[citation.title, citation.number].filter(Boolean).join(' ')}`),
    ].filter(Boolean).join('\n');
  }

  #hotline(hotline) {
    return make('div', { class: 'urgent', part: 'urgent' },
      make('strong', {}, `${hotline.title} `, telephone(hotline.phone)), make('p', { text: hotline.note }));
  }

  #list(heading, items, render, name) {
    if (!items?.length) return null;
    return make('div', { class: name, part: name }, make('h3', { text: heading }),
      make('ul', {}, ...items.map((item) => make('li', {}, render(item)))));
  }

  #citation(citation) {
    const facts = [citation.number, citation.issuer, citation.published].filter(Boolean);
    return make('div', { class: 'card', part: 'citation' },
      make('div', { class: 'title' }, link(citation.title || citation.document, citation.url, this.#base, this.#words),
        citation.validity_text ? make('span', { class: citation.lapsed ? 'badge lapsed' : 'badge', part: 'badge', text: citation.validity_text }) : null),
      facts.length ? make('div', { class: 'facts' }, ...facts.map((fact) => make('span', { text: fact }))) : null,
      citation.quote ? make('details', {}, make('summary', { text: this.#words.quote }),
        citation.section ? make('p', { class: 'facts', text: `${this.#words.section}：${citation.section}` }) : null,
        make('blockquote', {}, ...paragraphs(citation.quote))) : null);
  }

  #choices(heading, questions) {
    if (!questions?.length) return null;
    return make('div', { class: 'choices', part: 'choices' }, make('h3', { text: heading, class: this.#answer.text.endsWith('：') && 'hidden' }), // the text says it already
      choiceList(questions, (q) => this.#chat.choose(q)));
  }

  #table(table) {
    // A column of numbers stands to the right, so that their places line up.
    const right = table.columns.map((_, j) => table.rows.length > 0 && table.rows.every((cells) => /^([-−+]?\d[\d,]*(\.\d+)?([万亿]?元|[%％])?|[-—–]?)$/.test(cells[j] ?? '')));
    const row = (cells, name) => make('tr', {}, ...cells.map((text, j) => make(name, { text, scope: name === 'th' && 'col', class: right[j] && 'amount' })));
    const wide = table.rows.length === 1 && table.columns.length > 3; // one row reads better downwards, on a phone above all
    const pair = (head, j) => make('tr', {}, make('th', { text: head, scope: 'row' }), make('td', { text: table.rows[0][j], class: right[j] && 'amount' }));
    return make('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': table.caption || this.#words.we },
      make('table', { part: 'table' }, table.caption ? make('caption', { text: table.caption }) : null,
        ...(wide ? [make('tbody', {}, ...table.columns.map(pair))]
          : [make('thead', {}, row(table.columns, 'th')), make('tbody', {}, ...table.rows.map((cells) => row(cells, 'td')))])));
  }

  #timeline(timeline) {
    const step = ({ date, title, text, url, done }) => make('li', { class: done && 'done' },
      date ? make('time', { datetime: date, text: date }) : null, link(title, url, this.#base, this.#words), text ? make('p', { text }) : null);
    return make('div', { class: 'timeline', part: 'timeline' },
      timeline.caption ? make('h3', { text: timeline.caption }) : null, make('ol', {}, ...timeline.steps.map(step)));
  }

  #actions(verdict) {
    const words = this.#words;
    const reasons = make('div', { class: 'reasons', role: 'group', 'aria-label': words.why, hidden: true });
    const thanks = make('span', { class: 'thanks', role: 'status' });
    const buttons = [true, false].map((helpful) => make('button', {
      type: 'button', 'aria-pressed': String(verdict === helpful), text: helpful ? words.helpful : words.unhelpful, onclick: () => say(helpful),
    }));
    const press = (helpful) => buttons.forEach((button, i) => button.setAttribute('aria-pressed', String(helpful === (i === 0))));
    const say = async (helpful, reason) => {
      const before = verdict;
      verdict = helpful; // shown at once, taken back where it does not arrive
      press(helpful);
      reasons.hidden = helpful || reason !== undefined;
      try {
        await this.#chat.judge(this.#answer, helpful, reason);
        thanks.textContent = words.thanks;
      } catch {
        verdict = before;
        press(before);
        thanks.textContent = words.failed;
      }
    };
    reasons.append(make('span', { text: words.why }), ...words.reasons.map((reason) => make('button', { type: 'button', text: reason, onclick: () => say(false, reason) })));
    const copy = make('button', { type: 'button', text: words.copy, onclick: async () => { copy.textContent = (await copyText(this.plain())) ? words.copied : words.failed; } });
    const read = 'speechSynthesis' in window
      ? make('button', { type: 'button', text: words.read, onclick: () => this.#chat.speak(this.plain(), read) }) : null;
    return make('div', { class: 'actions', part: 'actions' }, ...(this.#answer.message_id ? buttons : []), copy, read, thanks, reasons);
  }
}

function choiceList(questions, choose) {
  return make('ul', {}, ...questions.map((question) => make('li', {}, make('button', { type: 'button', text: question, onclick: () => choose(question) }))));
}

// contactCard says where a person can be asked. The national hotline stands in every card.
function contactCard(contact, words) {
  const line = (label, ...value) => make('p', {}, make('span', { text: `${label}：` }), ...value);
  return make('div', { class: 'contact', part: 'contact' },
    make('h3', { text: contact?.department || words.person }),
    contact?.phone ? line(words.phone, telephone(contact.phone)) : null,
    contact?.address ? line(words.address, contact.address) : null,
    contact?.note ? make('p', { text: contact.note }) : null,
    contact?.phone === '12345' ? null : line(words.hotline, telephone('12345')));
}

// copyText returns whether it worked. Pages without TLS have no clipboard; there the old way still works.
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = make('textarea', { 'aria-hidden': 'true', class: 'zwgk-copy' });
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  }
}

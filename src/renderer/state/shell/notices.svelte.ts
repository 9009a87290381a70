import type { Ended } from './long-work';

const key = 'metric-workbench:notices';

/** How the system takes messages: a person's wish, and whether the browser lets us. */
export type NoticeState = 'off' | 'on' | 'refused' | 'missing';

/** Messages of the system for a page that nobody looks at; off until a person wants them. */
export class Notices {
  state = $state<NoticeState>('off');

  constructor(private readonly page: Window & { Notification?: typeof Notification }) {
    if (!page.Notification) this.state = 'missing';
    else if (page.localStorage.getItem(key) === 'on')
      this.state = page.Notification.permission === 'granted' ? 'on' : 'off';
  }

  /** Asks the browser when it has to be asked. */
  async toggle(): Promise<void> {
    const { Notification } = this.page;
    if (!Notification) return;
    const wanted = this.state !== 'on';
    const allowed = wanted && (await Notification.requestPermission()) === 'granted';
    this.state = allowed ? 'on' : wanted ? 'refused' : 'off';
    this.page.localStorage.setItem(key, this.state === 'on' ? 'on' : 'off');
  }

  /** Shows a message of the system when the page is not looked at; a click on it leads there. */
  tell({ message, href }: Ended): void {
    if (this.state !== 'on' || !this.page.Notification || !this.page.document.hidden) return;
    const notice = new this.page.Notification('Metric Workbench', { body: message, tag: href });
    notice.onclick = () => {
      this.page.focus();
      this.page.location.hash = href;
      notice.close();
    };
  }
}

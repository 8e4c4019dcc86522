// The words of what is chosen by typing: to whom, until when, which label, which channel.
import { localise } from './locale';

export const pickerWords = localise({
  snooze: {
    title: 'Snooze until',
    placeholder: 'Or type a time: in 3 h, fri 10:00, 24.12.',
    empty: 'This is not a time in the future. Try “in 3 h” or “fri 10:00”.',
    laterToday: 'Later today',
    tomorrow: 'Tomorrow morning',
    weekend: 'Saturday',
    nextWeek: 'Next week',
    month: 'In a month',
    wake: 'Wake now',
  },
  assign: {
    title: 'Assign to',
    placeholder: 'Type a name',
    empty: 'Nobody here has this name',
    nobody: 'Nobody',
    me: 'me',
  },
  label: {
    title: 'Label',
    placeholder: 'Label to add or remove',
    empty: 'Type a name to make a label',
    make: (name: string) => `New label “${name}”`,
  },
  filter: {
    title: 'Filter by channel or label',
    placeholder: 'Channel or label',
    empty: 'No channel or label has this name',
  },
});

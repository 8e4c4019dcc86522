// The words at the door: logging in, the first run, joining by an invitation.
import { localise } from './locale';

export const door = localise({
  logIn: 'Log in',
  logInText: 'Welcome back to Rapport.',
  email: 'Email address',
  password: 'Password',
  newPassword: 'Password for Rapport',
  newPasswordHelp: 'At least 10 characters. A sentence is easier to remember than a riddle.',
  name: 'Your name',
  workspace: 'Name of your organisation',
  workspaceHelp: 'As customers know it. You can change it later.',
  forgot: 'Forgotten? An admin of your team can invite you again.',
  setup: 'Make yourself at home',
  setupText: 'Nobody is here yet. You become the owner; everything stays on this machine.',
  setupAction: 'Begin',
  join: (workspace: string) => `Join ${workspace}`,
  joinText: (by: string, role: string) => `${by} invites you as ${role}.`,
  joinAction: 'Join',
  noInvitation: 'This invitation is used, expired or unknown',
  noInvitationText: 'Ask whoever invited you for a new link.',
  toLogIn: 'Go to log in',
});

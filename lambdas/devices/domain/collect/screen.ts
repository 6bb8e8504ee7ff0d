import { screenSms } from '../bank-sms/screen.ts';
import { showsCode } from './shows-code.ts';

/** Whether a message may be kept. Whatever either of the parser and the shape takes for a code is none to keep. */
export function screen(sender: string | null, message: string): 'keep' | 'otp' | 'personal' {
  const screened = screenSms(sender, message);
  return screened === 'keep' && showsCode(message) ? 'otp' : screened;
}

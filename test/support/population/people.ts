import type { DeviceApp } from './types.ts';

export const givenNames = [
  'Aarav',
  'Aditi',
  'Bhavesh',
  'Chitra',
  'Deepak',
  'Esha',
  'Farhan',
  'Gauri',
  'Harish',
  'Ishita',
];
export const familyNames = [
  'Banerjee',
  'Chauhan',
  'Fernandes',
  'Iyer',
  'Khan',
  'Menon',
  'Patil',
  'Reddy',
  'Sharma',
  'Yadav',
];
export const cities = ['INDORE', 'KOCHI', 'LUCKNOW', 'MADURAI', 'NAGPUR', 'PATNA', 'PUNE', 'SURAT'];

export const employers = [
  'QUILLON SOFTWARE',
  'TERRACOTTA FOODS',
  'ORBIT TEXTILES',
  'PEAK LOGISTICS',
  'VAIGAI MOTORS',
  'PEARL GARMENTS',
];

export const shops = [
  'BLUE LOTUS CAFE',
  'GANESH STORES',
  'SHARMA MEDICALS',
  'RAJDHANI SWEETS',
  'GREEN BASKET',
  'ROYAL BAKERS',
  'METRO XEROX',
  'CITY CYCLES',
];

export const cardMerchants = [
  'KIRANA BAZAAR',
  'URBAN THREADS',
  'VIJETA ELECTRONICS',
  'HP PETRO POINT',
  'SKYLINE HOTELS',
];

export const payers = ['NEHA GUPTA', 'ROHAN DAS', 'KAVITA SINGH', 'IRFAN ALI', 'SELVI MANI'];

export const funds = ['GROWFUND MF', 'ALPHA INDEX FUND'];

export const personalMessages = [
  'Reached home. Call me when free',
  'Bhai 500 bhej diye gpay pe, dekh le',
  'Kal subah 7 baje station pe milna',
  'rent 12000 sent to your account, pls confirm',
  'Happy birthday!! party kab hai',
];

/** An app and what it must be counted as; `null` comes with the phone and is not counted. */
export type KnownApp = DeviceApp & { readonly countedAs: string | null };

/** On every phone. */
export const commonApps: readonly KnownApp[] = [
  { package: 'com.whatsapp', name: 'WhatsApp', category: 4, countedAs: 'communication' },
  { package: 'com.android.chrome', name: 'Chrome', countedAs: null },
  { package: 'com.miui.securitycenter', name: 'Security', countedAs: null },
];

/** On some. Each way of knowing a category is here: by catalogue, by name, by what Android says, and not at all. */
export const otherApps: readonly KnownApp[] = [
  { package: 'com.phonepe.app', name: 'PhonePe', countedAs: 'upi' },
  { package: 'com.google.android.apps.nbu.paisa.user', name: 'Google Pay', countedAs: 'upi' },
  { package: 'net.one97.paytm', name: 'Paytm', countedAs: 'upi' },
  { package: 'com.snapwork.hdfc', name: 'HDFC Bank', countedAs: 'bank' },
  { package: 'com.sbi.lotusintouch', name: 'YONO SBI', countedAs: 'bank' },
  { package: 'com.dreamplug.androidapp', name: 'CRED', countedAs: 'credit-card' },
  { package: 'com.mobikwik_new', name: 'MobiKwik', countedAs: 'wallet' },
  { package: 'com.zerodha.kite3', name: 'Kite', countedAs: 'trading' },
  { package: 'com.wrx.wazirx', name: 'WazirX', countedAs: 'crypto' },
  { package: 'com.app.dream11Pro', name: 'Dream11', countedAs: 'real-money-gaming' },
  { package: 'org.xbet.client1', name: '1xBet', countedAs: 'betting' },
  { package: 'com.instagram.android', name: 'Instagram', category: 4, countedAs: 'social' },
  { package: 'in.swiggy.android', name: 'Swiggy', countedAs: 'food-and-drink' },
  { package: 'com.flipkart.android', name: 'Flipkart', countedAs: 'shopping' },
  { package: 'naukriApp.appModules.login', name: 'Naukri', countedAs: 'jobs' },
  { package: 'com.netflix.mediaclient', name: 'Netflix', category: 2, countedAs: 'entertainment' },
  { package: 'com.ludo.king', name: 'Ludo King', category: 0, countedAs: 'game-board' },
  { package: 'com.fastrupee.instantloan', name: 'Fast Rupee', category: 7, countedAs: 'lender' },
  {
    package: 'com.example.sleepwell',
    name: 'Sleep Well',
    category: 'HEALTH_AND_FITNESS',
    countedAs: 'health-and-fitness',
  },
  { package: 'com.example.quietnotes', name: 'Quiet Notes', category: 7, countedAs: 'productivity' },
  { package: 'com.example.zzyx', name: 'Zzyx', countedAs: 'unknown' },
];

export const lenderApps: readonly KnownApp[] = [
  { package: 'org.altruist.BajajExperia', name: 'Bajaj Finserv', countedAs: 'lender' },
  { package: 'com.kreditbee.android', name: 'KreditBee', countedAs: 'lender' },
  { package: 'com.naviapp', name: 'Navi', countedAs: 'lender' },
];

/** Package to what it must be counted as. */
export const countedAs: ReadonlyMap<string, string | null> = new Map(
  [...commonApps, ...otherApps, ...lenderApps].map((app) => [app.package, app.countedAs]),
);

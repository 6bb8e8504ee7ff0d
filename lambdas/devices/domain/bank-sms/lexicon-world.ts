import type { ConceptName } from './lexicon.ts';

/**
 * The same concepts in other languages, as banks there write them: Hindi and Hinglish, Spanish, Russian (also in Latin
 * letters), Arabic, Persian, Bengali, Swahili, Indonesian. Words that mean something else in English are left out.
 */
export const WORLD: Partial<Record<ConceptName, string>> = {
  code: 'código codigo رمز الرمز код kode کد',
  verification: 'verificación verificacion التحقق подтверждения verifikasi تایید',
  is: 'es هو hai ni adalah',
  otp: 'ओटीपी ওটিপি',
  debited: 'डेबिट debitado debitada cargado списано списание снято خصم imekatwa',
  credited:
    'क्रेडिट जमा jama abonado abonada acreditado acreditada зачислено зачисление зачислен пополнение إيداع واریز ایداع',
  paid: 'pagaste pago pagado pagou diya diye diyaa оплата оплачено oplata दिया भुगतान bhej سداد umelipa bayar',
  sent: 'bheje bheja transferiste enviaste enviado umetuma',
  received: 'recibiste recibio mila mile aagaya aaya प्राप्त получен получено поступление وارد واردة umepokea',
  spent: 'kharch',
  purchase: 'compra compraste consumo покупка pokupka شراء مشتريات خرید',
  withdrawal: 'retiro retiraste retiró nikale nikala выдача سحب برداشت umetoa',
  transfer: 'transferencia перевод حوالة تحويل انتقال',
  account: 'cuenta khata khate khaate खाता खाते счет счёт счета حساب حسابك akaunti rekening',
  card: 'tarjeta tarj карта карты карте karta karty بطاقة کارت kartu',
  balance: 'shesh baki saldo баланс остаток ostatok رصيد الرصيد مانده موجودی शेष salio',
  available: 'disponible доступно dostupno متاح المتاح',
  amount: 'مبلغ المبلغ valor monto сумма राशि rashi kiasi',
  limit: 'cupo лимит',
  at: 'en لدى di',
  from: 'desde من kutoka dari',
  with: 'con',
  on: 'el el',
  for: 'por',
  to: 'إلى الى kwenda kwa ke',
  of: 'de',
  reference: 'kumbukumbu referencia',
  been: 'gaye gaya gayi',
  fee: 'comisión comision комиссия رسوم',
  failed: 'отказ rechazada rechazado fallida',
  not: 'nahi nahin नहीं',
  your: 'aapke aapka apke apka aapki tu su आपके आपका ваша ваш',
};

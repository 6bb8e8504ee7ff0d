import type { ConceptName } from './lexicon.ts';

/** The same concepts in other languages, as banks there write them. */
export const WORLD: Partial<Record<ConceptName, string>> = {
  code: 'código codigo رمز الرمز код kode کد',
  verification: 'verificación verificacion التحقق подтверждения verifikasi تایید',
  is: 'es هو',
  otp: 'ओटीपी ওটিপি',
  debited: 'डेबिट debitado debitada cargado списано списание снято خصم',
  credited:
    'क्रेडिट जमा jama abonado abonada acreditado acreditada зачислено зачисление зачислен пополнение إيداع واریز ایداع',
  paid: 'pagaste pago pagado pagou diya diye diyaa оплата оплачено दिया भुगतान bheja bheje bhej سداد مدفوعات',
  sent: 'transferiste enviaste enviado',
  received: 'recibiste recibio mila mile aagaya aaya प्राप्त получен получено поступление وارد واردة',
  spent: 'kharch',
  purchase: 'compra compraste consumo покупка شراء مشتريات خرید',
  withdrawal: 'retiro nikale retiraste retiró выдача سحب برداشت nikala nikale',
  transfer: 'transferencia перевод حوالة تحويل انتقال',
  account: 'cuenta khata khate khaate खाता खाते счет счёт счета حساب حسابك',
  card: 'tarjeta карта карты карте بطاقة کارت',
  balance: 'shesh baki saldo баланс остаток رصيد الرصيد مانده موجودی शेष',
  available: 'disponible доступно متاح المتاح',
  amount: 'мبلغ مبلغ المبلغ valor monto сумма राशि',
  limit: 'cupo лимит',
  at: 'en لدى em',
  from: 'desde من se',
  to: 'إلى الى ko',
  by: '',
  fee: 'comisión comision комиссия رسوم',
  failed: 'отказ rechazada rechazado fallida',
  not: 'nahi nahin नहीं',
  your: 'aapke aapka apke apka aapki tu su आपके आपका ваша ваш',
};

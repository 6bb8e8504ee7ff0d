import type { ConceptName } from './lexicon.ts';

/**
 * The same concepts in other languages, as banks there write them: Hindi and Hinglish, Spanish, Russian (also in Latin
 * letters), Arabic, Persian, Bengali, Swahili, Indonesian, Malay, Portuguese, Polish, Czech, Turkish, Vietnamese. Words that mean something else in English are left out.
 */
export const WORLD: Partial<Record<ConceptName, string>> = {
  code: 'código codigo رمز الرمز код kode کد',
  verification: 'verificación verificacion التحقق подтверждения verifikasi تایید verificacao verificação',
  is: 'es هو hai ni adalah',
  otp: 'ओटीपी ওটিপি',
  debited: 'डेबिट debitado debitada cargado списано списание снято خصم imekatwa',
  credited:
    'क्रेडिट जमा jama abonado abonada acreditado acreditada зачислено зачисление зачислен пополнение إيداع واریز ایداع',
  paid: 'pagaste pago pagado pagou diya diye diyaa оплата оплачено oplata दिया भुगतान bhej سداد umelipa bayar',
  sent: 'bheje bheja transferiste enviaste enviado umetuma',
  received:
    'recibiste recibio mila mile aagaya aaya प्राप्त получен получено поступление وارد واردة umepokea recebido recebeu recebida получили diterima masuk',
  spent: 'kharch',
  purchase: 'compra compraste consumo покупка pokupka شراء مشتريات خرید pembelian harcama zakup nakup',
  withdrawal: 'retiro retiraste retiró nikale nikala выдача سحب برداشت umetoa saque penarikan wyplata',
  transfer: 'transferencia перевод حوالة تحويل انتقال transferência przelew pindahan havale',
  account:
    'cuenta khata khate khaate खाता खाते счет счёт счета حساب حسابك akaunti rekening akaun rek conta ucet rachunek حسابكم لحسابك بحسابك حسابه tk khoản hesabiniza hesabinizdan hesabınıza hesabınızdan',
  card: 'tarjeta tarj карта карты карте karta karty بطاقة کارت kartu cartao cartão kartou kad بطاقتك بطاقتكم للبطاقة kartiniz kartinizdan kartınızdan kartinizla kartınızla thẻ',
  balance:
    'shesh baki saldo баланс остаток ostatok رصيد الرصيد مانده موجودی शेष salio zustatek srodki środki bakiye sd dư शिल्लक du',
  available: 'disponible доступно dostupno متاح المتاح dostepne dostępne disponivel disponível kullanilabilir',
  amount: 'مبلغ المبلغ valor monto сумма राशि rashi kiasi kwota castka tien tiền',
  limit: 'cupo лимит',
  at: 'en لدى di em w',
  from: 'desde من kutoka dari от از',
  with: 'con ile',
  on: 'el',
  for: 'por',
  to: 'para إلى الى kwenda kwa ke',
  of: 'de',
  reference: 'kumbukumbu referencia',
  been: 'gaye gaya gayi',
  fee: 'comisión comision комиссия رسوم',
  failed: 'отказ rechazada rechazado fallida recusada negada gagal отклонена отклонено',
  not: 'nahi nahin नहीं nao não не',
  your: 'aapke aapka apke apka aapki tu su आपके आपका ваша ваш seu sua',
  successful: 'aprovada aprobada aprobado berhasil berjaya realizada exitosa exitoso успешно',
  insufficient: 'insuficiente insuficientes недостаточно',
  number: 'رقم',
  payment: 'platba pembayaran bayaran platnosc płatność pagamento',
  txn: 'transaksi transaccion transacción операция gd',
  inward: 'prichozi',
  statement: 'estado',
  due: 'vence vencimiento',
  minimum: 'minimo mínimo',
  security: 'seguridad segurança',
  recharge: 'recarga',
  deposit: 'deposito depósito',
  salary: 'nomina nómina gaji зарплата',
  thanks: 'gracias obrigado',
  ending: 'biten terminada',
  executed: 'yapilmistir yapılmıştır',
};

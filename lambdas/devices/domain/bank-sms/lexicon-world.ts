import * as Concept from './concepts.ts';

/**
 * The same concepts in other languages, as banks there write them: Hindi and Hinglish, Spanish, Russian (also in Latin
 * letters), Arabic, Persian, Bengali, Swahili, Indonesian, Malay, Portuguese, Polish, Czech, Turkish, Vietnamese. Words that mean something else in English are left out.
 */
export const WORLD: Readonly<Record<number, string>> = {
  [Concept.code]: 'código codigo رمز الرمز код kode کد',
  [Concept.verification]: 'verificación verificacion التحقق подтверждения verifikasi تایید verificacao verificação',
  [Concept.is]: 'es هو hai ni adalah',
  [Concept.otp]: 'ओटीपी ওটিপি',
  [Concept.debited]: 'डेबिट debitado debitada cargado списано списание снято خصم imekatwa',
  [Concept.credited]:
    'क्रेडिट जमा jama abonado abonada acreditado acreditada зачислено зачисление зачислен пополнение إيداع واریز ایداع gonderilmistir gönderilmiştir gelmistir gelmiştir yatirilmistir yatırılmıştır',
  [Concept.paid]: 'pagaste pago pagado pagou diya diye diyaa оплата оплачено oplata दिया भुगतान bhej سداد umelipa bayar',
  [Concept.sent]: 'bheje bheja transferiste enviaste enviado umetuma',
  [Concept.received]:
    'recibiste recibio mila mile aagaya aaya प्राप्त получен получено поступление وارد واردة umepokea recebido recebeu recebida получили diterima masuk',
  [Concept.spent]: 'kharch',
  [Concept.purchase]: 'compra compraste consumo покупка pokupka شراء مشتريات خرید pembelian harcama zakup nakup',
  [Concept.withdrawal]: 'retiro retiraste retiró nikale nikala выдача سحب برداشت umetoa saque penarikan wyplata',
  [Concept.transfer]: 'transferencia перевод حوالة تحويل انتقال transferência przelew pindahan havale',
  [Concept.account]:
    'cuenta khata khate khaate खाता खाते счет счёт счета حساب حسابك akaunti rekening akaun rek conta ucet rachunek حسابكم لحسابك بحسابك حسابه tk khoản hesabiniza hesabinizdan hesabınıza hesabınızdan',
  [Concept.card]:
    'tarjeta tarj карта карты карте karta karty بطاقة کارت kartu cartao cartão kartou kad بطاقتك بطاقتكم للبطاقة kartiniz kartinizdan kartınızdan kartinizla kartınızla thẻ',
  [Concept.balance]:
    'shesh baki saldo баланс остаток ostatok رصيد الرصيد مانده موجودی शेष salio zustatek srodki środki bakiye sd dư शिल्लक',
  [Concept.available]:
    'disponible доступно dostupno متاح المتاح dostepne dostępne disponivel disponível kullanilabilir',
  [Concept.amount]: 'مبلغ المبلغ valor monto сумма राशि rashi kiasi kwota castka tien tiền',
  [Concept.limit]: 'cupo лимит',
  [Concept.at]: 'en لدى di em w',
  [Concept.from]: 'desde من kutoka dari от از od',
  [Concept.with]: 'con ile',
  [Concept.on]: 'el',
  [Concept.for]: 'por',
  [Concept.to]: 'para إلى الى kwenda kwa ke',
  [Concept.of]: 'de',
  [Concept.reference]: 'kumbukumbu referencia',
  [Concept.been]: 'gaye gaya gayi',
  [Concept.fee]: 'comisión comision комиссия رسوم',
  [Concept.failed]: 'отказ rechazada rechazado fallida recusada negada gagal отклонена отклонено',
  [Concept.not]: 'nahi nahin नहीं nao não не',
  [Concept.your]: 'aapke aapka apke apka aapki tu su आपके आपका ваша ваш seu sua',
  [Concept.successful]: 'aprovada aprobada aprobado berhasil berjaya realizada exitosa exitoso успешно',
  [Concept.insufficient]: 'insuficiente insuficientes недостаточно',
  [Concept.number]: 'رقم',
  [Concept.payment]: 'platba pembayaran bayaran platnosc płatność pagamento',
  [Concept.txn]: 'transaksi transaccion transacción операция gd transacao transação',
  [Concept.inward]: 'prichozi przychodzacy przychodzący',
  [Concept.statement]: 'estado',
  [Concept.due]: 'vence vencimiento',
  [Concept.minimum]: 'minimo mínimo',
  [Concept.security]: 'seguridad segurança',
  [Concept.recharge]: 'recarga',
  [Concept.deposit]: 'deposito depósito',
  [Concept.salary]: 'nomina nómina gaji зарплата',
  [Concept.thanks]: 'gracias obrigado',
  [Concept.ending]: 'biten terminada',
  [Concept.executed]: 'yapilmistir yapılmıştır',
  [Concept.debit]: 'cargo',
  [Concept.withdrawn]: 'cekilmistir çekilmiştir',
  [Concept.never]: 'никому',
  [Concept.share]: 'сообщайте говорите',
};

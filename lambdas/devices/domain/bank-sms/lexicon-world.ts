import * as Concept from './concepts.ts';

/**
 * The same concepts in other languages, as banks there write them: Hindi and Hinglish, Spanish, Russian (also in Latin
 * letters), Arabic, Persian, Bengali, Swahili, Indonesian, Malay, Portuguese, Polish, Czech, Turkish, Vietnamese,
 * French, German, Italian, Dutch. Words that mean something else in English are left out.
 */
export const WORLD: Readonly<Record<number, string>> = {
  [Concept.code]: 'clave código codigo رمز الرمز код kode کد',
  [Concept.verification]: 'verificación verificacion التحقق подтверждения verifikasi تایید verificacao verificação',
  [Concept.is]: 'es هو hai ni adalah',
  [Concept.otp]: 'ओटीपी ওটিপি haslo hasło',
  [Concept.debited]:
    'डेबिट డెబిట్ ಡೆಬಿಟ್ ডেবিট ડેબિટ ഡെബിറ്റ് டெபிட் பற்று घटाए debitado debitada cargado списано списание снято خصم imekatwa imetolewa debite débité debitee débitée belastet abgebucht addebitato addebitati afgeschreven',
  [Concept.credited]:
    'imewekwa क्रेडिट जमा జమ క్రెడిట్ ಜಮಾ ಕ್ರೆಡಿಟ್ জমা ক্রেডিট જમા ક્રેડિટ ക്രെഡിറ്റ് கிரெடிட் வரவு jama abonado abonada acreditado acreditada зачислено зачисление зачислен пополнение إيداع واریز ایداع gonderilmistir gönderilmiştir gelmistir gelmiştir yatirilmistir yatırılmıştır credite crédité créditée gutgeschrieben accreditato accreditati bijgeschreven зараховано зарахування',
  [Concept.paid]:
    'pagaste pago pagado pagou diya diye diyaa оплата оплачено oplata दिया भुगतान سداد umelipa imelipwa bayar payé paye pagato bezahlt betaald',
  [Concept.sent]:
    'imetumwa umelipia bheje bheja transferiste enviaste enviado umetuma envio envió enviou envoye envoyé inviato überwiesen',
  [Concept.received]:
    'recibiste recibio mila mile mil aagaya aaya prapt praapt प्राप्त получен получено поступление وارد واردة umepokea imepokelewa recebido recebeu recebida получили diterima masuk recu reçu ricevuto erhalten ontvangen',
  [Concept.spent]: 'kharch',
  [Concept.purchase]:
    'compra compraste consumo покупка pokupka شراء مشتريات خرید pembelian harcama zakup nakup achat acquisto покупку kartenzahlung',
  [Concept.withdrawal]:
    'retiro retiraste retiró nikale nikala निकासी выдача سحب برداشت umetoa saque penarikan wyplata retrait prelievo',
  [Concept.transfer]:
    'transferencia перевод حوالة تحويل انتقال transferência przelew pindahan havale virement transfert bonifico überweisung ueberweisung',
  [Concept.account]:
    'cuenta khata khate khaate खाता खाते கணக்கு கணக்கில் ఖాతా ఖాతాలో ಖಾತೆ ಖಾತೆಗೆ অ্যাকাউন্ট ખાતા ખાતામાં അക്കൗണ്ട് счет счёт счета حساب حسابك akaunti rekening akaun rek conta ucet rachunek حسابكم لحسابك بحسابك حسابه tk khoản hesabiniza hesabinizdan hesabınıza hesabınızdan compte conto konto рахунок',
  [Concept.card]:
    'tarjeta tarj карта карты карте karta karty بطاقة کارت kartu cartao cartão kartou kad بطاقتك بطاقتكم للبطاقة kartiniz kartinizdan kartınızdan kartinizla kartınızla thẻ carte karte картка',
  [Concept.balance]:
    'shesh baki saldo баланс остаток ostatok رصيد الرصيد مانده موجودی शेष இருப்பு నిల్వ ಬಾಕಿ salio zustatek srodki środki bakiye sd dư शिल्लक solde kontostand бал залишок',
  [Concept.available]:
    'disponible доступно dostupno متاح المتاح dostepne dostępne disponivel disponível kullanilabilir verfügbar verfugbar disponibile beschikbaar',
  [Concept.amount]: 'مبلغ المبلغ valor monto сумма राशि rashi kiasi kwota castka tien tiền montant importo betrag',
  [Concept.limit]: 'cupo лимит',
  [Concept.at]: 'en لدى di em w chez presso bei عند',
  [Concept.from]: 'desde من kutoka dari от از od',
  [Concept.with]: 'con ile avec mit',
  [Concept.on]: 'el يوم بتاريخ',
  [Concept.for]: 'por',
  [Concept.to]: 'para إلى الى kwenda kwa ke à naar',
  [Concept.of]: 'de',
  [Concept.reference]: 'kumbukumbu referencia संदर्भ sandarbh',
  [Concept.been]: 'gaye gaya gayi',
  [Concept.fee]: 'comisión comision комиссия رسوم frais',
  [Concept.failed]:
    'umeshindikana imeshindikana رفض مرفوضة devuelto отказ rechazada rechazado fallida recusada negada gagal отклонена отклонено refuse refusé refusée échoué abgelehnt rifiutato geweigerd',
  [Concept.not]: 'nahi nahin नहीं nao não не pas',
  [Concept.current]: 'jipya nuevo neuer nouveau',
  [Concept.your]: 'lako yako aapke aapka apke apka aapki tu su आपके आपका ваша ваш seu sua votre ihr ihre ihrem ihrer',
  [Concept.successful]: 'aprovada aprobada aprobado berhasil berjaya realizada exitosa exitoso успешно',
  [Concept.insufficient]: 'كاف insuficiente insuficientes недостаточно',
  [Concept.number]: 'رقم sankhya संख्या',
  [Concept.payment]:
    'platba pembayaran bayaran platnosc płatność pagamento paiement reglement règlement zahlung betaling оплату',
  [Concept.txn]: 'transaksi transaccion transacción операция gd transacao transação',
  [Concept.inward]: 'prichozi przychodzacy przychodzący',
  [Concept.statement]: 'estado',
  [Concept.due]: 'vence vencimiento vencimento',
  [Concept.bill]: 'fatura factura',
  [Concept.pay]: 'pague',
  [Concept.imperative]: 'paayein payein paaiye aavedan hasil',
  [Concept.soon]: 'turant तुरंत',
  [Concept.upto]: 'tak तक',
  [Concept.minimum]: 'minimo mínimo минимальный',
  [Concept.security]: 'seguridad segurança',
  [Concept.recharge]: 'recarga',
  [Concept.deposit]: 'deposito depósito abono',
  [Concept.salary]: 'nomina nómina gaji зарплата',
  [Concept.thanks]: 'gracias obrigado',
  [Concept.ending]: 'biten terminada terminacion terminación',
  [Concept.executed]: 'yapilmistir yapılmıştır',
  [Concept.debit]: 'cargo lastschrift',
  [Concept.credit]: 'gutschrift',
  [Concept.withdrawn]: 'cekilmistir çekilmiştir',
  [Concept.never]: 'jamais никому',
  [Concept.share]: 'compartas compartilhe communiquez сообщайте говорите',
};

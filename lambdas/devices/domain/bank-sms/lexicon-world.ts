import * as Concept from './concepts.ts';

/**
 * The same concepts in other languages, as banks there write them: Hindi and Hinglish, Spanish, Russian (also in Latin
 * letters), Arabic, Persian, Bengali, Swahili, Indonesian, Malay, Portuguese, Polish, Czech, Turkish, Vietnamese,
 * French, German, Italian, Dutch. Words that mean something else in English are left out.
 */
export const WORLD: Readonly<Record<number, string>> = {
  [Concept.code]: 'clave código codigo رمز الرمز код kode کد شناسه',
  [Concept.verification]:
    'مؤقت مؤقتة verificación verificacion التحقق подтверждения verifikasi تایید verificacao verificação',
  [Concept.is]: 'es هو hai ni adalah',
  [Concept.otp]: 'şifreniz sifreniz kodunuz ओटीपी ওটিপি haslo hasło รหัส',
  [Concept.debited]:
    'डेबिट డెబిట్ ಡೆಬಿಟ್ ডেবিট ડેબિટ ഡെബിറ്റ് டெபிட் பற்று घटाए debitado debitada cargado списано списание снято خصم imekatwa imetolewa debite débité debitee débitée belastet abgebucht addebitato addebitati afgeschreven spisanie spisan spisano spisana списан списана spysano списання เงินออก โอนเงินออก โอนออก ถูกหัก หักบัญชี หักเงิน ตัดบัญชี kimetolewa kimekatwa zimetolewa yametolewa',
  [Concept.credited]:
    'imewekwa क्रेडिट जमा జమ క్రెడిట్ ಜಮಾ ಕ್ರೆಡಿಟ್ জমা ক্রেডিট જમા ક્રેડિટ ക്രെഡിറ്റ് கிரெடிட் வரவு jama abonado abonada acreditado acreditada creditado creditada geçmiştir gecmistir зачислено зачисление зачислен пополнение إيداع واریز ایداع gonderilmistir gönderilmiştir gelmistir gelmiştir yatirilmistir yatırılmıştır credite crédité créditée gutgeschrieben accreditato accreditati bijgeschreven зараховано зарахування popolnenie zachislenie zachislena zachisleno zachislen popolnilsya popolnen popolnena postuplenie postupleniye postupilo postupil поступило zarakhovano popovnennya пополнился пополнилась пополнен пополнена зачислена поступил поступила поповнення เงินเข้า โอนเงินเข้า โอนเข้า เงินฝากเข้า ฝากเงิน ฝากเข้า เข้าบัญชี kimewekwa zimewekwa إضافة',
  [Concept.paid]:
    'pagaste pago pagado pagou diya diye diyaa оплата оплачено oplata दिया भुगतान سداد umelipa imelipwa bayar payé paye pagato bezahlt betaald ชำระเงิน ชำระ จ่ายเงิน จ่าย',
  [Concept.sent]:
    'imetumwa umelipia bheje bheja transferiste enviaste enviado umetuma envio envió enviou envoye envoyé inviato überwiesen enviada enviaron enviamos transfirieron transfirio transfirió',
  [Concept.received]:
    'recibiste recibio recepcion recepción mila mile mil aagaya aaya prapt praapt प्राप्त получен получено поступление وارد واردة umepokea imepokelewa recebido recebeu recebida получили diterima menerima masuk nhan nhận recu reçu ricevuto erhalten ontvangen استلمت تسلمت استقبال استلام รับเงิน รับโอน รับเงินโอน ได้รับ ได้รับเงิน recebeste recibida recibido recibidas recibió kimepokelewa',
  [Concept.spent]: 'kharch ใช้จ่าย ใช้จ่ายบัตร',
  [Concept.purchase]:
    'compra consumo покупка pokupka شراء مشتريات خرید pembelian harcama zakup nakup achat acquisto покупку kartenzahlung ซื้อสินค้า ซื้อ',
  [Concept.withdrawal]:
    'retiro retiró nikale nikala निकासी выдача سحب برداشت umetoa saque penarikan wyplata retrait prelievo snyatie snjatie snatie vydacha vidacha снятие bankomat zniattya ถอนเงิน ถอนเงินสด ถอน levantaste levantamento',
  [Concept.transfer]:
    'transferencia перевод حوالة تحويل انتقال transferência przelew pindahan havale virement transfert bonifico überweisung ueberweisung perevod perekaz переказ переводы โอนเงิน โอน พร้อมเพย์',
  [Concept.account]:
    'cuenta khata khate khaate खाता खाते கணக்கு கணக்கில் ఖాతా ఖాతాలో ಖಾತೆ ಖಾತೆಗೆ অ্যাকাউন্ট ખાતા ખાતામાં അക്കൗണ്ട് счет счёт счета حساب حسابك akaunti rekening akaun rek conta ucet rachunek حسابكم لحسابك بحسابك حسابه tk khoản hesabiniza hesabinizdan hesabınıza hesabınızdan compte conto konto рахунок schet scheta schetu rakhunok rahunok рахунку счету счёту счёта сч บัญชี บช cta cte لحسابكم بحسابكم حسابى حسابي',
  [Concept.card]:
    'tarjeta tarj карта карты карте karta karty بطاقة کارت kartu cartao cartão cartões cartoes kartou kad بطاقتك بطاقتكم للبطاقة kartiniz kartinizdan kartınızdan kartinizla kartınızla kartınız kartınızdan kartınıza kartiniza thẻ carte karte картка kartochke kartoy kartka картой карту картки картою мир บัตร บัตรเครดิต บัตรเดบิต',
  [Concept.balance]:
    'shesh baki saldo баланс остаток ostatok رصيد الرصيد مانده موجودی शेष இருப்பு నిల్వ ಬಾಕಿ salio zustatek srodki środki bakiye sd dư शिल्लक solde kontostand бал залишок balans คงเหลือ ยอดคงเหลือ ยอดเงิน رصيدك رصيدكم الرصید',
  [Concept.available]:
    'kha disponible disp доступно dostupno متاح المتاح dostepne dostępne disponivel disponível kullanilabilir verfügbar verfugbar disponibile beschikbaar dostupnaya dostupny dostupna dostupnyi доступный доступная доступна доступний ใช้ได้',
  [Concept.amount]:
    'مبلغ المبلغ valor monto сумма राशि rashi kiasi kwota castka tien tiền montant importo betrag summa summu summy suma сумму суми จำนวน بمبلغ',
  [Concept.limit]: 'cupo limite лимит วงเงิน วงเงินคงเหลือ',
  [Concept.at]: 'en لدى di em w chez presso bei عند في ل ร้าน ที่',
  [Concept.from]: 'desde من kutoka dari от از od จาก du',
  [Concept.with]: 'con ile avec mit',
  [Concept.on]: 'el يوم بتاريخ aos',
  [Concept.for]: 'por',
  [Concept.to]: 'para إلى الى kwenda kwa ke à naar إلي ไปยัง ถึง vers',
  [Concept.of]: 'de ب',
  [Concept.reference]: 'kumbukumbu referencia संदर्भ sandarbh مرجعي المرجع',
  [Concept.been]: 'gaye gaya gayi',
  [Concept.fee]: 'comisión comision комиссия رسوم frais ค่าธรรมเนียม taxa ada makato',
  [Concept.failed]:
    'umeshindikana imeshindikana رفض مرفوضة devuelto отказ rechazada rechazado fallida recusada negada gagal iptal отклонена отклонено refuse refusé refusée échoué abgelehnt rifiutato geweigerd otkaz neuspeshno неуспешно відмова ไม่สำเร็จ ناموفق فشلت فشل',
  [Concept.you]: 'kamu anda você voce siz',
  [Concept.rail]: 'qris pix',
  [Concept.not]: 'nahi nahin नहीं nao não не pas نشد نیست ليس غير',
  [Concept.current]: 'jipya nuevo neuer nouveau',
  [Concept.your]:
    'lako yako aapke aapka apke apka aapki tu su आपके आपका ваша ваш seu sua votre ihr ihre ihrem ihrer vos notre',
  [Concept.successful]:
    'aprovada aprobada aprobado berhasil sukses berjaya realizada exitosa exitoso успешно provedena provedeno проведена проведен สำเร็จ confirmado confirmada imethibitishwa imekamilika uspeshno umefanikiwa yamekamilika yamefanikiwa',
  [Concept.insufficient]: 'كاف insuficiente insuficientes недостаточно کافی',
  [Concept.number]: 'nolu رقم sankhya संख्या',
  [Concept.payment]:
    'ödeme odeme thanh platba pembayaran bayaran platnosc płatność pagamento paiement reglement règlement zahlung betaling оплату platezh платеж платёж платіж malipo',
  [Concept.txn]:
    'thay işlem islem işlemi islemi transaksi transaccion transacción операция gd transacao transação tranzakcija tranzakciya tranzaktsiya operacija operaciya operacia operatsija operatsiya транзакция операції операція operaciyu تراکنش عملية muamala',
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
  [Concept.deposit]: 'deposito depósito abono depositaste consignacion consignación',
  [Concept.salary]: 'nomina nómina gaji зарплата zarplata zarplaty зарплаты аванс راتب الراتب',
  [Concept.thanks]: 'gracias obrigado',
  [Concept.ending]: 'biten terminada terminacion terminación المنتهية المنتهي تنتهي',
  [Concept.executed]:
    'yapilmistir yapılmıştır yapildi yapıldı gerçekleşti gerceklesti gerçekleşmiştir gerceklesmistir realizó realizo realizou efectuó efetuada efetuado réalisation realisation تم تمت',
  [Concept.debit]: 'cargo lastschrift debito débito debitos',
  [Concept.credit]: 'gutschrift credito crédito',
  [Concept.withdrawn]: 'cekilmistir çekilmiştir retiraste sacaste',
  [Concept.never]: 'jamais никому rahasiakan',
  [Concept.password]: 'пароль parol contraseña contrasena sandi',
  [Concept.share]: 'compartas compartilhe communiquez сообщайте говорите',
  [Concept.refund]:
    'iade iadesi estorno devolução devolucion devolución vozvrat возврат повернення คืนเงิน استرجاع استرداد ارجاع مسترد',
  [Concept.mandate]: 'автоперевод автоплатеж автоплатёж avtoplatezh',
  [Concept.created]: 'изменен изменён изменена подключен подключён подключена',
  [Concept.generatedOn]: 'дата',
  [Concept.bank]: 'banque banco banca',
  [Concept.via]: 'ผ่าน عبر',
  [Concept.using]: 'باستخدام باستعمال',
  [Concept.pos]: 'البيع',
  [Concept.online]: 'انترنت الانترنت',
  [Concept.loan]: 'mkopo prestamo préstamo empréstimo emprestimo кредит кредиту وام قرض',
  [Concept.name]: 'nombre nome jina имя',
  [Concept.deducted]: 'کسر اقتطاع استقطاع',
  [Concept.emi]: 'قسط اقساط',
  [Concept.interest]: 'سود فائدة',
  [Concept.reversal]: 'عكس تصحيح',
  [Concept.previous]: 'سابق سابقة',
  [Concept.bought]: 'compraste',
  [Concept.added]: 'إضافة اضافة',
  [Concept.promo]: 'kampanya fırsat firsat indirim kazanın kazanin ganhe gana promoção promocao diskon',
  [Concept.expected]: 'ekstreniz',
};

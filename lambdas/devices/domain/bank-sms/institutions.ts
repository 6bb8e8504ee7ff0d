import { ABROAD } from './institutions-abroad.ts';
import type { InstitutionType } from './types.ts';

/**
 * Institutions by type, one a line: name, then the sender headers they are known to write under besides the name
 * itself. A header that is missing here is read just as well; it only has no name. Nothing but the name and the type
 * depends on this table. Lines are not indented: every blank would be shipped.
 */
const INDIA: Readonly<Record<InstitutionType, string>> = {
  bank: `State Bank of India:SBIINB SBIUPI SBIBNK CBSSBI SBIPSG ATMSBI SBIATM SBITXN SBINEF SBISMS SBIDGT SBYONO SBIEXT SBICBS SBIOTP SBI SBIDCB SBBSNB
HDFC Bank:HDFCBK HDFCBN HDFCB HDFCCC HDFCLN HDFCPR
ICICI Bank:ICICIB ICICIT ICICIE ICIBNK ICICIO ICICBK ICIOTP
Axis Bank:AXISBK AXISBN AXISB AXISMR AXISIN AXISHR
Kotak Mahindra Bank:KOTAKB KOTAKD KOTAKM KOTAKP KOTAK811 KOTAK KOTKBK
Punjab National Bank:PNBSMS PNBACC PNBOTP PNBLTD PNBMSG PUNBNK
Bank of Baroda:BOBTXN BOBSMS BOBOTP BOB BARODA BOBANK BOBBNK
Canara Bank:CANBNK CANARA CNRBNK CANBKO
Union Bank of India:UNIONB UBISMS UNBKIN UNIONBK UBOISM UBOI
Indian Bank:INDBNK INDIAN INDBMK IBSMS
Indian Overseas Bank:IOBCHN IOBSMS IOBBNK IOBANK
Bank of India:BOIIND BOISMS BOIBNK BOISTR
Bank of Maharashtra:MAHABK BOMBNK MAHBNK
Central Bank of India:CENTBK CBOI CBISMS
UCO Bank:UCOBNK UCOBK UCOBAN
Punjab & Sind Bank:PSBANK PSBSMS PSBBNK
IDBI Bank:IDBIBK IDBIBN IDBISM
IDFC FIRST Bank:IDFCFB IDFCBK IDFCFR IDFCBN
IndusInd Bank:INDUSB INDUSIND INDUSL INDUSO
Yes Bank:YESBNK YESBK YESBAN YESBKC
RBL Bank:RBLBNK RBLCRD RBLBKL
Federal Bank:FEDBNK FEDFIB FEDERL FEDBKL
South Indian Bank:SIBSMS SIBBNK SIBLTD SIBANK
Karur Vysya Bank:KVBANK KVBSMS KVBBNK KVBLTD
City Union Bank:CUBANK CUBLTD CUBSMS
Tamilnad Mercantile Bank:TMBANK TMBSMS TMBLTD
Karnataka Bank:KBLBNK KTKBNK KARBNK KBLSMS
Jammu & Kashmir Bank:JKBANK JKBNKS JKBSMS
Dhanlaxmi Bank:DHANBK DHNLXM DHANBN
CSB Bank:CSBBNK CSBSMS CSBANK
Nainital Bank:NTBANK NTBLTD
DCB Bank:DCBANK DCBBNK DCBSMS
Bandhan Bank:BDNSMS BANDHN BNDHAN BANDBK
AU Small Finance Bank:AUBANK AUSFBL AUBSMS AUSFNB
Equitas Small Finance Bank:EQUTAS EQUITS ESFBNK EQTSFB
Ujjivan Small Finance Bank:UJJIVN UJVNSF UJJSFB USFBNK
Jana Small Finance Bank:JANABK JANSFB JSFBNK
ESAF Small Finance Bank:ESAFBK ESAFSF ESAFBN
Suryoday Small Finance Bank:SURYBK SURYDY SSFBNK
Utkarsh Small Finance Bank:UTKSFB UTKBNK UTKRSH
Capital Small Finance Bank:CAPSFB CAPBNK
DBS Bank:DBSBNK DBSBIN DIGIBK DBSDGB DIGIBN
HSBC:HSBCIN HSBCBK HSBCBN
Standard Chartered:SCBANK STANCH SCBNKL SCISMS
Citibank:CITIBK CITIBN CITIBA CITIIN
Deutsche Bank:DEUTBK DEUTIN
Saraswat Bank:SARBNK SRSWTB
SVC Bank:SVCBNK SVCBKL
Cosmos Bank:COSMOS CSMSBK
TJSB Bank:TJSBNK TJSBSB
Kerala Gramin Bank:KGBANK KGBSMS
Baroda UP Bank:BUPGBK BUPBNK
Aryavart Bank:ARYABK
Andhra Pragathi Grameena Bank:APGBNK
Karnataka Gramin Bank:KVGBNK PKGBNK KAGBNK
Prathama UP Gramin Bank:PUPGBK
India Post:DOPBNK DOPSMS INDPOS
India Post Payments Bank:IPBMSG IPPBMS IPPBNK IPBOTP
Airtel Payments Bank:AIRBNK AIRTPB AIRTBK AIRPMB
Jio Payments Bank:JIOPBS JIOPBK JPBSMS
NSDL Payments Bank:NSDLPB NSDLPY
Fino Payments Bank:FINOBK FINOPB FINOPS
Paytm Payments Bank:PAYTMB PYTMBK PTMPBK`,
  card: `SBI Card:SBICRD SBIPAY SBCARD
BOBCARD:BOBCRD BOBFIN
American Express:AMEXIN AMEX AMEXBK
OneCard:ONECRD ONECAR OCARDS
Scapia:FEDSCP
Pluxee:SODEXO
Zaggle
Kiwi:GOKIWI
Uni Cards:UNICRD UNICAR`,
  wallet: `Paytm:IPAYTM PYTM PAYTMS
PhonePe:PHONPE PHNEPE
Google Pay:GPAY GOOGLP
Amazon Pay:APAY AMZPAY AMZNPY
MobiKwik:MOBIKW MBKWIK MOBKWK
Freecharge:FRCHRG FREECH FCHRGE
Slice:SLCEIT SLICEIT SLCBNK SLICBK
Jupiter:JUPITR JUPTER JUPMNY
Fi:FIMONY FIMONE
Ola Money:OLAMNY
Jio Pay:JIOMNY
FamPay:FAMAPP`,
  lender: `Bajaj Finance:BAJAJF BJFNSV BAJFIN BFLSMS BJAJFN BJFINS BAJAJFINSV
Navi:NAVIFN NAVILN
KreditBee:KRDTBE KREDTB KRBEEE KREDIT
MoneyView:MNYVEW MONEYV MNYVIW
CASHe:CASHEE CASHEA
Home Credit:HOMECR HMCRDT
Tata Capital:TATACP TATCAP TCAPIT
Aditya Birla Finance:ABFLTD ABCAPT ABFINL
L&T Finance:LNTFIN LTFINC LTFSMS
Muthoot Finance:MUTHOT MFINAN MUTFIN
Manappuram Finance:MANAPP MNPRAM MAFILD
LazyPay:LZYPAY LAZYPY
Simpl:SMPLPL SIMPLP GTSMPL
ZestMoney:ZESTMN
EarlySalary:ERLSAL FIBEIN FIBELN
mPokket:MPOKKT MPOKET
TrueBalance:TRUBAL TRUEBL
Stashfin:STSFIN STASHF
PaySense:PAYSNS PYSENS
Mahindra Finance:MMFSLS MAHFIN MMFSLM
Shriram Finance:SHRIRM SHRFIN STFCOL
Cholamandalam:CHOLAM CHOLFN
Hero FinCorp:HEROFN HFCLTD
HDB Financial Services:HDBFSL HDBFIN
IIFL Finance:IIFLFN IIFLGL
Poonawalla Fincorp:POONAW PFLSMS
LIC Housing Finance:LICHFL
SMFG India Credit:FULLRT SMFGIN FICCLM
Piramal Finance:PIRMAL PCHFLT
Kissht
RING:RINGIN PAYRNG
Branch:BRNCHA`,
  insurer: `LIC:LICIND LICINF LICOFI LICMSG
SBI Life:SBILIF SBILFE
HDFC Life:HDFCLI HDFLIF
ICICI Prudential Life:ICIPRU ICICIP
Max Life:MAXLIF AXSMAX
Star Health:STARHL STRHLT
Acko:ACKOIN ACKOGI
Digit:GODIGT
Bima Central:BIMACN`,
  broker: `Zerodha:ZERODH ZRODHA
Groww:GROWWW GROWWZ NXTBIL
Upstox
Angel One:ANGELO ANGELB ANGLON
Navi Mutual Fund:NAVAMC
CAMS:CAMSMF CAMSOL
KFintech:KFINTC KFNTEC
CDSL:CDSLTX CDSLEV
NSE:NSESMS NSEIPO
BSE:BSELTD
Paytm Money:PYTMMN
HDFC Mutual Fund:HDFCMF
SBI Mutual Fund:SBIMFD`,
  telecom: `Jio:JIOSVC JIOINF JIOCIN JIOPRE
Airtel:AIRINF AIRMCA AIRBIL ARWINF
Vi:VICARE VODAFO VIINFO
BSNL:BSNLIN BSNLBL
Tata Play:TPPLAY TATAPL`,
  payments: `CRED:CREDIN CREDCL
Juspay
Cashfree:CSHFRE CASHFR
Razorpay:RZRPAY RAZORP RZPBIZ
PayU:PAYUIN PAYUBZ
BillDesk:BILDSK BILLDK
BharatPe:BHRTPE BHARPE
NPCI BHIM:BHIMUP NPCIBH NPCIUP
FASTag:NETCFS`,
  biller: `BSES:BSESRP BSESYP BSESDL
Tata Power:TPOWER TATAPW
Adani Electricity:ADANIE AEMLTD
MSEDCL:MAHADS
BESCOM
Mahanagar Gas:MGLGAS
Indraprastha Gas:IGLLTD`,
  merchant: `Amazon:AMAZIN AMZNIN
Flipkart:FLPKRT FKRTIN FLIPKT
Swiggy:SWGGYI
Zomato
Zepto:ZEPTOI
Myntra
Uber:UBERIN
Ola:OLACAB
BigBasket:BIGBKT BGBSKT
Blinkit:BLNKIT
Delhivery:DLIVRY DLHVRY`,
  government: `EPFO:EPFOHO EPFOUN
UIDAI:AADHAR UIDAIN
Income Tax Department:ITDEPT ITDCPC ITDEFL
RBI:RBISAY
IRCTC:IRCTCI`,
};

export type Institution = {
  readonly name: string;
  readonly type: InstitutionType;
  readonly headers: readonly string[];
  /** ISO code of its country's currency. */
  readonly currency: string;
};

export const INSTITUTIONS: readonly Institution[] = Object.entries({ INR: INDIA, ...ABROAD }).flatMap(
  ([currency, byType]) =>
    Object.entries(byType).flatMap(([type, lines]) =>
      lines.split('\n').map((line) => {
        const [name = '', headers = ''] = line.split(':');
        return { name, type: type as InstitutionType, headers: headers.match(/\S+/g) ?? [], currency };
      }),
    ),
);

/** Words that stand where a name could and are none, in lower case. */
export const NO_NAMES: ReadonlySet<string> = new Set(
  [
    'sir sirs madam team all everyone everybody customer customers client clients colleague colleagues friend friends hiring',
    'manager support reader readers user users member members partner partners parents students guest guests community',
    'damen herren kollegen kolleginnen kunde kunden kundin team alle freunde leserinnen leser mitglieder eltern gast',
    'monsieur madame messieurs mesdames client cliente clients collègues équipe tous toutes ami amis',
    'signori signore signora cliente clienti colleghi tutti team amici señor señora señores cliente clientes equipo todos',
    'senhor senhora senhores cliente clientes equipa equipe todos colegas',
    'the this that your our my his her their its an and or if is are was not no yes new old none null unknown test true false',
    'welcome thank thanks hello hi good please we you they with from for to of in on at by',
    'invoice order number date name address phone email account bank company department office service services system',
    'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september',
    'october november december montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli',
    'oktober dezember lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril juin juillet août',
    'united states kingdom germany france italy spain portugal europe american german french italian spanish english',
    'president minister chancellor king queen prince pope god jesus santa speaker chairman secretary',
    'build run install deploy release setup check lint publish update create delete checkout upload download cache job',
  ].flatMap((words) => words.split(' ')),
);

/** What announces a name in a form, an export or a record. */
export const NAME_LABELS: readonly string[] = [
  ...[
    'patient',
    'patient name',
    'full name',
    'customer name',
    'client name',
    'employee name',
    'employee',
    'account holder',
  ],
  ...['account owner', 'cardholder', 'cardholder name', 'policyholder', 'beneficiary', 'insured', 'insured person'],
  ...[
    'next of kin',
    'emergency contact',
    'contact person',
    'applicant',
    'tenant',
    'claimant',
    'defendant',
    'plaintiff',
  ],
  ...[
    'kontoinhaber',
    'kontoinhaberin',
    'karteninhaber',
    'patientin',
    'versicherter',
    'versicherte',
    'versicherungsnehmer',
  ],
  ...['ansprechpartner', 'ansprechpartnerin', 'mitarbeiter', 'mitarbeiterin', 'antragsteller', 'mieter', 'empfänger'],
  ...['titulaire', 'titulaire du compte', 'assuré', 'nom du patient', 'bénéficiaire', 'nom et prénom', 'salarié'],
  ...['intestatario', 'paziente', 'assicurato', 'beneficiario', 'nome e cognome', 'dipendente'],
  ...['titular', 'titular de la cuenta', 'paciente', 'asegurado', 'nombre completo', 'nombre y apellidos', 'empleado'],
  ...['titular da conta', 'nome completo', 'segurado', 'beneficiário', 'funcionário'],
];

/** Labels that announce the names of things as often: they count only beside other words of a person's record. */
export const WEAK_NAME_LABELS: readonly string[] = ['name', 'nom', 'nome', 'nombre', 'contact', 'customer', 'kunde'];

export const PERSON_WORDS: readonly string[] = [
  ...[
    'date of birth',
    'dob',
    'birth',
    'born',
    'phone',
    'mobile',
    'email',
    'e-mail',
    'address',
    'street',
    'passport',
    'ssn',
  ],
  ...[
    'iban',
    'patient',
    'insurance',
    'diagnosis',
    'geburtsdatum',
    'geboren',
    'telefon',
    'handy',
    'anschrift',
    'adresse',
  ],
  ...['straße', 'versicherungsnummer', 'naissance', 'téléphone', 'courriel', 'nascita', 'telefono', 'indirizzo'],
  ...['codice fiscale', 'nacimiento', 'teléfono', 'correo', 'dirección', 'dni', 'nascimento', 'telefone', 'endereço'],
];

/** Before a name in a letter or a sentence. */
export const NAME_TITLES: readonly string[] = [
  ...['mr', 'mrs', 'ms', 'mr.', 'mrs.', 'ms.', 'dr.', 'herr', 'herrn', 'frau', 'mme', 'mlle', 'madame', 'monsieur'],
  ...['sig.', 'sig.ra', 'signor', 'signora', 'señor', 'señora', 'sra.', 'senhor', 'senhora', 'don', 'doña'],
];

export const SALUTATIONS: readonly string[] = [
  ...[
    'dear',
    'liebe',
    'lieber',
    'cher',
    'chère',
    'caro',
    'cara',
    'gentile',
    'estimado',
    'estimada',
    'querido',
    'querida',
  ],
  ...['prezado', 'prezada', 'sehr geehrte', 'sehr geehrter', 'egregio'],
];

export const CLOSINGS: readonly string[] = [
  ...[
    'sincerely',
    'yours sincerely',
    'yours faithfully',
    'kind regards',
    'best regards',
    'warm regards',
    'many thanks',
  ],
  ...['mit freundlichen grüßen', 'mit freundlichem gruß', 'viele grüße', 'beste grüße', 'freundliche grüße'],
  ...[
    'cordialement',
    'bien cordialement',
    'sincères salutations',
    'cordiali saluti',
    'distinti saluti',
    'cordialmente',
  ],
  ...['un cordial saludo', 'saludos cordiales', 'atentamente', 'atenciosamente', 'com os melhores cumprimentos'],
];

/** Words that documents are marked with, by the type that they make. Folded: accents and case do not count. */
export const MARKING_PHRASES: Readonly<Record<string, readonly string[]>> = {
  marking_internal: [
    ...['internal use only', 'for internal use', 'internal only', 'company internal', 'not for public release'],
    ...['not for distribution', 'do not distribute', 'official use only'],
    ...['nur für den internen gebrauch', 'nur zum internen gebrauch', 'nur zur internen verwendung', 'nur intern'],
    ...['usage interne', 'diffusion interne', 'réservé à un usage interne'],
    ...['uso interno', 'solo per uso interno', 'solo para uso interno', 'apenas para uso interno'],
    ...['intern gebruik', 'endast för internt bruk', 'do użytku wewnętrznego'],
  ],
  marking_confidential: [
    ...['confidential', 'company confidential', 'commercial in confidence', 'proprietary and confidential'],
    ...['confidential and proprietary', 'private and confidential', 'trade secret', 'not for external distribution'],
    ...['vertraulich', 'geschäftsgeheimnis', 'betriebsgeheimnis', 'vs-nfd', 'nur für den dienstgebrauch'],
    ...['confidentiel', 'diffusion restreinte', 'riservato', 'confidenziale', 'confidencial', 'reservado'],
    ...['vertrouwelijk', 'konfidentiellt', 'poufne', 'official-sensitive', 'restricted distribution'],
  ],
  marking_restricted: [
    ...['strictly confidential', 'highly confidential', 'top secret', 'nato restricted', 'nato confidential'],
    ...['streng vertraulich', 'streng geheim', 'vs-vertraulich', 'strictement confidentiel', 'très secret'],
    ...['strettamente riservato', 'strettamente confidenziale', 'riservatissimo', 'estrictamente confidencial'],
    ...['estritamente confidencial', 'altamente confidencial', 'strikt vertrouwelijk', 'ściśle tajne'],
    ...['secret//', 'restreint ue', 'eu restricted', 'need to know only'],
  ],
  marking_privileged: [
    ...['attorney-client privileged', 'attorney client privileged', 'attorney-client privilege'],
    ...['privileged and confidential', 'privileged & confidential', 'confidential and privileged'],
    ...['attorney-client communication', 'attorney work product', 'legally privileged', 'legal privilege'],
    ...['anwaltlich privilegiert', 'anwaltsgeheimnis', 'anwaltskorrespondenz', 'secret professionnel'],
    ...['segreto professionale', 'secreto profesional'],
  ],
};

/** What stands beside a marking on its line without making a sentence of it. */
export const MARKING_FILLERS: ReadonlySet<string> = new Set(
  [
    'a an and und et e y i & the of for to by on in is do not no only use please all any any under with without',
    'distribute copy copying forward share reproduce disclose disclosure release public external internal internally',
    'document documents information informations data material materials communication draft version final copy file',
    'private personal personnel privileged proprietary property company corporate commercial business legal attorney client',
    'work product counsel prepared request direction litigation anticipation subject protective order',
    'strictly highly confidential restricted secret sensitive classified trade marking classification',
    'page seite pagina página of von de di sur part teil rev revision date datum stand status',
    'dokument entwurf vorlage nur für fur den die das der zum zur internen gebrauch streng vertraulich weitergabe verboten',
    'document projet brouillon ne pas diffuser reproduire usage interne uniquement strictement confidentiel',
    'documento bozza borrador no distribuir non distribuire solo uso interno estrictamente strettamente informazione',
    'january february march april may june july august september october november december',
    'gmbh ag ltd inc llc plc corp sa spa srl bv se co kg',
    'noforn si tk orcon rel fgi nofo relto eyes authorized authorised personnel recipients',
  ].flatMap((words) => words.split(' ')),
);

/** What announces a marking on the same line. */
export const MARKING_LABEL =
  /(?:classification|classified as|sensitivity|confidentiality(?: level)?|security level|protection level|document status|marking|handling|distribution|klassifizierung|klassifikation|einstufung|vertraulichkeit(?:sstufe|sklasse)?|schutzklasse|geheimhaltungsstufe|niveau de confidentialité|confidentialité|diffusion|classificazione|riservatezza|clasificación|confidencialidad|classificação|rubricering|klassning|klauzula)["'*_]{0,2}\s{0,3}[:=–—-]\s{0,3}["'*_[(]{0,3}$/iu;

/** What makes a sentence about the document itself a marking. */
export const MARKING_SENTENCE =
  /(?:this|the present) (?:document|presentation|report|file|memo|memorandum|material|page|deck) (?:is|contains|and its contents are) (?:strictly |highly )?$|(?:dieses dokument|diese unterlage|diese präsentation) ist (?:streng )?$|ce document est (?:strictement )?$|(?:questo|il presente) documento è (?:strettamente )?$|este documento (?:es|é) (?:estrictamente |estritamente )?$/iu;

"""What was promised is read in every language; a date that belongs to something else is none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from syncd.core.model import NextStep
from syncd.core.next_step import find_next_step, read_next_step, sentences

TUESDAY = date(2026, 11, 10)


def said(step: NextStep | None) -> str | None:
    """A step as the tables write it: `by 11-17`."""
    return None if step is None else f"{step.kind} {step.on:%m-%d}"


def cases(table: str) -> list[tuple[str, str]]:
    """The lines `kind month-day | text` of a table."""
    return [(text, step) for step, _, text in (line.strip().partition(" | ") for line in table.strip().splitlines())]


STEPS = cases(
    """
    by 11-17 | You'll hear back from us within a week.
    by 11-17 | We aim to get back to all candidates we interview within 5 business days of the interview.
    by 11-13 | Results in 3 working days.
    by 11-13 | We will make a decision by Friday.
    by 11-19 | Expect an answer by end of day Thursday, November 19th.
    by 11-20 | I'll let you know either way by the 20th.
    by 11-17 | You should hear from us early next week.
    by 11-18 | We'll be in touch by the middle of next week.
    by 11-30 | We hope to have news for you by the end of the month.
    by 11-13 | The panel meets on Thursday and I'll call you with the outcome on Friday 13 November.
    by 11-12 | Someone from our team will reach out within 48 hours.
    by 11-24 | We'll have a decision for you a week on Tuesday.
    by 11-20 | We'll let you know Friday week.
    by 11-24 | You will receive feedback within a fortnight.
    by 12-04 | We will get back to you no later than 4 December.
    by 11-24 | Give us two weeks and you'll have a yes or no.
    by 11-27 | they decide by the 27th
    by 11-13 | she'll ring me Friday with the result
    by 11-20 | hear back next week
    by 11-27 | Feedback expected w/c 23 November
    by 11-20 | It usually takes us up to ten days to decide, so you will hear by 20 November.
    by 11-13 | After your presentation the panel will confer; we will inform you of the outcome within three days.
    by 11-27 | If you do not hear from us by 27 November, please consider your application unsuccessful.
    by 11-24 | Please allow us until 24 November to come back to you with a decision.
    by 11-13 | Please bring your portfolio, and we will let you know by Friday.
    by 11-20 | Please send us your slides by Thursday. You will hear from us by 20 November.
    exactly 11-12 | Please give me a call on Thursday.
    exactly 11-12 | Ring me Thursday morning.
    exactly 11-13 | Call me in three days.
    exactly 11-16 | If you're still interested after our chat, drop me a line on Monday.
    exactly 11-18 | went well! I'm to call her on Nov 18
    exactly 11-16 | need to phone them back Mon 16 Nov
    exactly 11-19 | he asked me to check in on the 19th
    exactly 11-12 | must call Priya back Thursday
    exactly 11-17 | I'm out until Monday. Call me on Tuesday 17th and I'll tell you where we stand.
    exactly 11-16 | We expect to decide by Friday; call me on Monday if you've heard nothing.
    exactly 11-17 | Please reach out to me again a week from today.
    by 11-17 | Sie hören innerhalb einer Woche von uns.
    by 11-27 | Sie hören bis Ende KW 48 von uns.
    by 11-13 | Wir melden uns bis Freitag bei Ihnen.
    by 11-20 | Eine Rückmeldung erhalten Sie spätestens am 20.11.2026.
    by 11-18 | Wir geben Ihnen bis Mitte nächster Woche Bescheid.
    by 11-24 | Innert zwei Wochen teilen wir Ihnen unseren Entscheid mit.
    by 11-17 | Die Entscheidung fällt Anfang nächster Woche.
    by 11-13 | Ergebnis in drei Werktagen
    by 11-24 | Antwort bis 24.11.
    by 11-17 | Du bekommst in den nächsten fünf Arbeitstagen von uns Feedback.
    by 11-30 | Bis zum Monatsende wissen wir, wie es weitergeht, und informieren Sie.
    by 11-17 | Wir kommen heute in einer Woche auf dich zu.
    by 11-12 | Nach der Präsentation berät sich die Jury, Sie erhalten das Ergebnis binnen zwei Tagen.
    by 11-12 | meldet sich bis Do
    by 11-13 | Frau Kern ruft mich Freitag zurück
    by 11-30 | Zu- oder Absage kommt bis 30. November
    by 11-27 | Sollten Sie bis zum 27. November nichts von uns hören, fragen Sie gern nach.
    by 11-12 | Über das Ergebnis informieren wir Sie übermorgen.
    by 11-20 | Wir entscheiden in der Woche ab dem 16. November.
    by 11-19 | Ich rufe Sie am Donnerstag, den 19.11., an und sage Ihnen, wie wir uns entschieden haben.
    by 11-24 | Sie erhalten bis spätestens Dienstag, 24. November, eine Antwort.
    exactly 11-13 | Rufen Sie uns in drei Tagen an.
    exactly 11-16 | Rufen Sie mich bitte am Montag an, dann weiß ich mehr.
    exactly 11-18 | Melden Sie sich gern am 18.11. noch einmal bei mir.
    exactly 11-19 | soll mich am 19.11. melden
    exactly 11-17 | Ich soll in einer Woche nachfragen.
    exactly 11-12 | muss Herrn Baumann Donnerstag zurückrufen
    exactly 11-13 | Bitte kontaktieren Sie mich am Freitag, 13. November, telefonisch.
    exactly 11-11 | Klingel am Mittwoch kurz durch!
    exactly 11-16 | Schreib mir nächsten Montag, ob du noch Lust hast.
    by 11-17 | Nous reviendrons vers vous sous une semaine.
    by 11-18 | Vous aurez une réponse sous huitaine.
    by 11-13 | Réponse d'ici vendredi.
    by 11-20 | Nous vous donnerons notre décision avant le 20 novembre.
    by 11-24 | Un retour vous sera fait dans les dix jours ouvrés.
    by 11-17 | Je vous tiens au courant en début de semaine prochaine.
    by 11-30 | Nous vous ferons part de notre décision d'ici la fin du mois.
    by 11-18 | On te recontacte d'ici mercredi prochain.
    by 11-23 | Vous serez informé du résultat au plus tard le lundi 23 novembre.
    by 11-20 | Le comité tranche jeudi 19, je vous appelle vendredi 20.
    by 11-27 | Verdict semaine 48
    by 11-12 | ils me rappellent jeudi
    by 11-25 | réponse sous quinzaine
    by 11-12 | Nous vous répondrons dans un délai de 48 heures.
    by 11-13 | Après votre présentation, le jury délibère et vous aurez le résultat sous trois jours.
    by 11-27 | Sans nouvelles de notre part d'ici le 27 novembre, considérez que votre candidature n'est pas retenue.
    by 12-15 | Nous vous communiquerons notre choix mi-décembre.
    exactly 11-17 | Rappelez-moi mardi.
    exactly 11-13 | Appelez-nous dans trois jours.
    exactly 11-18 | N'hésitez pas à me relancer le 18/11.
    exactly 11-12 | Merci de me rappeler jeudi matin.
    exactly 11-16 | je dois la rappeler lundi 16
    exactly 11-13 | Passe-moi un coup de fil vendredi.
    exactly 11-19 | à rappeler le 19/11
    exactly 11-18 | Vous pouvez me joindre de nouveau mercredi en huit pour faire le point.
    by 11-17 | Te diremos algo a principios de semana.
    by 11-17 | Tendrás noticias nuestras en una semana.
    by 11-17 | Le daremos una respuesta en un plazo de cinco días hábiles.
    by 11-13 | Nos pondremos en contacto contigo antes del viernes.
    by 11-19 | Te avisamos el jueves 19.
    by 11-30 | La decisión se tomará a finales de mes.
    by 11-27 | Comunicaremos el resultado a más tardar el 27 de noviembre.
    by 11-13 | me dicen algo el viernes
    by 11-12 | Recibirás respuesta en menos de 48 horas.
    by 11-18 | Te contamos a mediados de la próxima semana.
    by 11-20 | quedaron de avisar antes del 20/11
    by 11-27 | Si no recibes noticias nuestras antes del 27 de noviembre, entiende que hemos elegido a otra persona.
    by 11-13 | Tras tu presentación te damos respuesta en tres días.
    by 11-25 | En quince días te confirmamos si sigues en el proceso.
    exactly 11-16 | Llámame el lunes.
    exactly 11-13 | Por favor, llámeme en tres días.
    exactly 11-19 | Márcame el jueves 19 y te cuento.
    exactly 11-18 | tengo que llamarla el 18/11
    exactly 11-16 | quedé en escribirle el lunes
    exactly 11-17 | Vuelve a llamarnos dentro de una semana.
    by 11-13 | Terá uma resposta até sexta-feira.
    by 11-17 | Retornaremos em até 5 dias úteis.
    by 11-17 | Damos-lhe uma resposta no prazo de uma semana.
    by 11-20 | Resposta até dia 20
    by 11-30 | Você receberá um retorno até o final do mês.
    by 11-17 | Entraremos em contato no início da próxima semana.
    by 11-27 | Comunicamos a decisão até 27/11.
    by 11-12 | vão me dar retorno na quinta
    by 11-12 | Daremos feedback em 48 horas.
    by 11-18 | Voltamos a falar consigo até meados da próxima semana com uma decisão.
    by 11-27 | Caso não receba notícias nossas até 27 de novembro, considere o processo encerrado.
    by 11-13 | ele liga-me na sexta com a resposta
    exactly 11-16 | Ligue-me na segunda.
    exactly 11-13 | Me liga daqui a três dias.
    exactly 11-18 | devo ligar dia 18/11
    exactly 11-12 | pediu que eu ligasse na quinta
    exactly 11-19 | Por favor contacte-nos no dia 19 de novembro.
    exactly 11-17 | tenho de lhe telefonar na terça, 17
    exactly 11-13 | Manda mensagem na sexta que já sei mais.
    by 11-30 | Le faremo sapere entro fine mese.
    by 11-17 | Riceverà un riscontro entro una settimana.
    by 11-13 | Ti diamo una risposta in tre giorni lavorativi.
    by 11-13 | La decisione arriverà venerdì.
    by 11-20 | L'esito Le sarà comunicato entro il 20/11.
    by 11-17 | Ci risentiamo a inizio settimana prossima per l'esito.
    by 11-18 | Ti ricontattiamo entro metà della prossima settimana.
    by 11-12 | mi fanno sapere entro giovedì
    by 11-12 | Avrà nostre notizie entro 48 ore.
    by 11-27 | Qualora non ricevesse nostre comunicazioni entro il 27 novembre, la selezione si intende conclusa.
    by 11-13 | mi richiama lei venerdì
    by 11-16 | La richiamerò lunedì 16 per dirLe come è andata.
    exactly 11-12 | Mi richiami giovedì.
    exactly 11-12 | richiamami giovedì
    exactly 11-13 | Chiamami tra tre giorni.
    exactly 11-16 | devo richiamare lunedì
    exactly 11-18 | devo sentirla il 18/11
    exactly 11-17 | La prego di ricontattarmi martedì 17 novembre.
    exactly 11-17 | Si faccia sentire fra una settimana.
    exactly 11-19 | Mi scriva pure il 19.
    by 11-13 | We zullen u voor vrijdag laten weten of u doorgaat.
    by 11-17 | Je hoort binnen een week van ons.
    by 11-20 | U krijgt uiterlijk 20 november bericht.
    by 11-13 | Binnen drie werkdagen laten we iets weten.
    by 11-17 | We bellen je begin volgende week.
    by 11-30 | Eind van de maand nemen we een beslissing.
    by 11-27 | Uitslag in week 48
    by 11-13 | hoor vrijdag of ik door ben
    by 11-12 | ze belt me donderdag terug
    by 11-17 | Over een week hoor je meer.
    by 11-18 | We komen er halverwege volgende week op terug.
    by 11-27 | Mocht je op 27 november nog niets gehoord hebben, dan zijn we met iemand anders verder gegaan.
    by 11-16 | Ik bel u maandag 16 november met de uitslag.
    exactly 11-11 | Bel me woensdag.
    exactly 11-13 | Belt u mij over drie dagen even?
    exactly 11-18 | moet terugbellen 18 nov
    exactly 11-12 | moet hem donderdag bellen
    exactly 11-16 | Neem maandag even contact met me op.
    exactly 11-17 | Trek volgende week dinsdag gerust aan de bel.
    by 11-13 | Odpowiemy do końca tygodnia.
    by 11-17 | Damy znać w ciągu tygodnia.
    by 11-17 | Wyniki poznają Państwo w ciągu 5 dni roboczych.
    by 11-13 | Decyzja do piątku.
    by 11-20 | Skontaktujemy się z Panią do 20 listopada.
    by 11-12 | oddzwonią w czwartek
    by 11-20 | Informację zwrotną otrzyma Pan najpóźniej 20.11.2026.
    by 11-17 | Odezwiemy się na początku przyszłego tygodnia.
    exactly 11-12 | Proszę zadzwonić w czwartek.
    exactly 11-13 | Proszę o telefon za trzy dni.
    exactly 11-18 | mam zadzwonić 18.11
    by 11-17 | Du får besked inom en vecka.
    by 11-13 | Vi återkommer senast fredag.
    by 11-17 | Vi hör av oss inom fem arbetsdagar.
    by 11-20 | Svar senast den 20 november.
    by 11-30 | Vi meddelar vårt beslut i slutet av månaden.
    by 11-27 | Besked v. 48
    by 11-12 | hon ringer mig på torsdag
    by 11-17 | Vi kontaktar dig i början av nästa vecka.
    exactly 11-12 | Ring mig på torsdag.
    exactly 11-13 | Hör av dig om tre dagar.
    exactly 11-18 | ska ringa henne den 18/11
    by 11-13 | 3営業日以内にご連絡いたします。
    by 11-20 | 結果は来週中にお知らせいたします。
    by 11-17 | 合否は1週間以内にメールでご連絡します。
    by 11-20 | 11月20日までに結果をご連絡いたします。
    by 11-13 | 選考結果は今週中にお伝えします。
    by 11-13 | 金曜日までにお返事いたします。
    by 11-30 | 月末までに結果をお知らせします。
    by 11-16 | 来週月曜日に結果をご連絡します。
    by 11-24 | 二週間以内に合否をご連絡いたします。
    exactly 11-12 | 木曜日にお電話ください。
    exactly 11-18 | 11月18日に電話する
    exactly 11-13 | 3日後にお電話をいただけますか。
    by 11-11 | Expect to hear from Dana by the close of business on Wednesday.
    by 11-16 | Our timeline: feedback to you within 4 working days.
    by 11-13 | You can expect a call from us on Friday with the outcome.
    by 11-24 | Decision expected: 24 Nov
    by 11-20 | Timeline: decision by 20 November 2026
    by 11-16 | said they'd be in touch by Monday
    exactly 11-16 | - follow up with Sam on Monday if no news
    exactly 11-17 | Call Ingrid back 17 Nov!
    exactly 11-16 | Please give our office a call on Monday, 16 November to discuss the outcome.
    exactly 11-18 | Could you phone me next Wednesday to talk about how it went?
    by 11-13 | We will be finalising our shortlist by Thursday and will let you know on Friday.
    by 11-17 | We typically respond within 5 business days.
    by 11-18 | Mit einer Rückmeldung können Sie bis Mitte kommender Woche rechnen.
    by 11-20 | Wir werden uns im Laufe der nächsten Woche bei Ihnen melden.
    by 11-20 | Entscheidung fällt am 20.11.
    by 11-12 | Feedback kommt bis Do.
    by 11-20 | Sie erhalten von uns in den kommenden 10 Tagen Bescheid.
    exactly 11-13 | Bitte rufen Sie am Freitag gegen 10 Uhr in meinem Büro an.
    exactly 11-16 | am Montag bei Frau Lenz anrufen!
    by 11-24 | Wenn Sie bis 24. November keine Nachricht haben, wurde anderweitig entschieden.
    by 11-25 | Notre réponse vous parviendra dans la quinzaine.
    by 11-20 | Vous serez recontactée avant le 20.
    by 11-24 | Le résultat vous sera communiqué le 24/11/2026.
    by 11-18 | Je reviens vers toi en milieu de semaine prochaine.
    exactly 11-13 | penser à rappeler M. Fabre vendredi
    exactly 11-16 | Pouvez-vous me rappeler lundi prochain ?
    by 11-17 | Tendrá una respuesta en 5 días hábiles.
    by 11-16 | Nos comunicaremos con usted a más tardar el próximo lunes.
    by 11-20 | El comité decide el 20 y te escribimos ese mismo día.
    exactly 11-12 | Llámeme por favor el jueves por la tarde.
    by 11-30 | Receberá a nossa decisão até ao fim do mês.
    by 11-17 | O retorno será dado em até uma semana.
    exactly 11-12 | Ligue para mim na quinta-feira, por favor.
    by 11-20 | Se não tiver notícias até dia 20, é porque escolhemos outra pessoa.
    by 11-17 | Riceverà l'esito entro 7 giorni.
    by 11-20 | Ci sentiamo noi la prossima settimana.
    exactly 11-12 | mi ha chiesto di richiamare giovedì
    exactly 11-16 | Attendo una Sua telefonata lunedì 16.
    by 11-17 | Binnen 5 werkdagen na het gesprek ontvang je van ons een terugkoppeling.
    by 11-20 | Eind volgende week weet je of je door bent.
    exactly 11-17 | Marit terugbellen op 17/11
    by 11-20 | Odpowiedź otrzyma Pani do 20.11.
    exactly 11-16 | Zadzwoń do mnie w poniedziałek.
    by 11-30 | Decyzję podejmiemy do końca miesiąca.
    by 11-20 | Du kan räkna med svar inom tio dagar.
    by 11-18 | Vi hör av oss i mitten av nästa vecka.
    exactly 11-16 | Ring mig gärna på måndag.
    by 11-17 | 一週間以内に結果をメールでお知らせいたします。
    exactly 11-18 | 来週水曜日にこちらから電話する
    by 11-20 | 11月20日（金）までにご連絡いたします。
    """
)

NONE = """
Decision: by 12/01/2026 at the latest
Please send your slides by Thursday.
Please let us know by Friday if you need any adjustments.
Kindly confirm your attendance by Wednesday 11 November.
If you need to reschedule, call us by Wednesday.
We answer every application within ten days.
The next interview will be on Thursday 19 November.
The successful candidate would start on 1 December.
The advert closes on 30 November.
Submit expenses within 30 days.
We look forward to hearing from you by Friday.
If you have any questions, call me before Thursday.
Please complete the feedback survey within 7 days.
We'll be at the careers fair on 21 November, come and say hello.
Your recruiter will call you Thursday at 10:00 to prepare.
We can't promise an answer before 4 December.
Decision made in March.
You will receive the link in two days.
Please reply by Thursday with your availability for the second round.
We will let you know shortly.
Meet the team next week if all goes well.
Applications are accepted until 27 November, then we decide.
This position reports to the CFO and the office moves on 1 January.
Bitte senden Sie uns Ihre Zeugnisse bis Donnerstag.
Bitte bestätigen Sie den Termin bis Mittwoch.
Sollten Sie verhindert sein, melden Sie sich bitte bis Mittwoch.
Für Rückfragen erreichen Sie mich bis Freitag.
Die zweite Runde findet am 24.11. statt.
Eintritt zum 01.01.2027.
Die Bewerbungsfrist endet am 30. November.
Fahrtkosten bitte bis 30.11. einreichen.
Jede Bewerbung beantworten wir innerhalb von zwei Wochen.
Wir melden uns zeitnah.
Bitte geben Sie uns bis Freitag Bescheid, ob Sie vegetarisch essen.
Den Link erhalten Sie in zwei Tagen.
Vor dem 4. Dezember können wir leider keine Entscheidung treffen.
Bitte füllen Sie den Personalbogen bis zum 13.11. aus.
Frau Maier ist ab Montag im Urlaub.
Ihre Gehaltsvorstellung teilen Sie uns bitte bis Freitag mit.
Merci de confirmer votre présence avant jeudi.
Envoyez-nous vos diplômes d'ici vendredi.
Si vous avez un empêchement, appelez-nous avant mercredi.
Prise de poste le 1er décembre.
Le prochain entretien aura lieu jeudi 19 novembre.
Date limite de candidature : 30 novembre.
Toutes les candidatures reçoivent une réponse sous dix jours.
Nous reviendrons vers vous rapidement.
Merci de nous transmettre vos disponibilités pour la semaine prochaine.
Les frais de déplacement sont remboursés sous 30 jours.
Nous ne pourrons pas vous répondre avant le 4 décembre.
Merci de nous donner votre réponse avant vendredi.
Salon de l'emploi le 21 novembre, venez nous voir.
Envíanos tus documentos antes del jueves.
Confirma tu asistencia antes del miércoles.
Si no puedes asistir, avísanos antes del miércoles.
La incorporación sería el 1 de diciembre.
La siguiente entrevista será el jueves 19.
El plazo de inscripción termina el 30 de noviembre.
Respondemos a todas las candidaturas en diez días.
Nos vemos el viernes en la feria de empleo.
No tendremos respuesta antes del 4 de diciembre.
Rellena el formulario antes del viernes.
Te avisaremos pronto.
Envie os documentos até quinta-feira.
Confirme a sua presença até quarta-feira.
Em caso de imprevisto, ligue-nos até quarta.
Início de funções a 1 de dezembro.
A próxima entrevista será dia 19.
Inscrições até 30 de novembro.
Respondemos a todas as candidaturas em dez dias.
Entraremos em contacto em breve.
Não teremos resposta antes de 4 de dezembro.
Preencha o formulário até sexta.
Diga-nos até sexta se precisa de apoio.
Ci invii i documenti entro giovedì.
Confermi la Sua presenza entro mercoledì.
In caso di impedimento ci chiami entro mercoledì.
L'inizio del lavoro è previsto per il 1° dicembre.
Il prossimo colloquio sarà giovedì 19.
Le candidature si chiudono il 30 novembre.
Rispondiamo a tutte le candidature entro dieci giorni.
Le faremo sapere al più presto.
Non potremo darLe una risposta prima del 4 dicembre.
Compili il modulo entro venerdì.
Stuur je documenten voor donderdag.
Bevestig voor woensdag of je komt.
Mocht je verhinderd zijn, bel ons dan voor woensdag.
Startdatum 1 december.
Het volgende gesprek is op donderdag 19 november.
Solliciteren kan tot en met 30 november.
We reageren op alle sollicitaties binnen tien dagen.
Je hoort snel van ons.
Laat ons voor vrijdag weten of je dieetwensen hebt.
Voor 4 december kunnen we nog niets zeggen.
Reiskosten declareren kan tot 1 december.
Proszę przesłać dokumenty do czwartku.
Proszę potwierdzić udział do środy.
Następna rozmowa odbędzie się w czwartek.
Odpowiemy wkrótce.
Skicka dina handlingar senast torsdag.
Bekräfta senast onsdag.
Nästa intervju är torsdag den 19 november.
Vi återkommer så snart vi kan.
11月12日までに履歴書をご提出ください。
次回の面接は11月19日です。
ご都合が悪い場合は、前日までにご連絡ください。
入社日は12月1日です。
追ってご連絡いたします。
We're hoping to make an offer before the end of November.
gave me her mobile, ring after the 18th
Doors open at 9, please arrive by 8:45 on Thursday.
Your laptop must be returned within 14 days.
I'm away from Thursday until the 20th.
The offer would need to be accepted by Friday.
Die Probearbeit findet am 19. November statt.
Bitte parken Sie bis 18 Uhr im Hof.
Le poste est à pourvoir au 1er janvier.
Recibirás el contrato antes del viernes.
"""


@pytest.mark.parametrize(("text", "step"), STEPS)
def test_what_is_promised_or_asked_is_read(text, step):
    """BY the day an answer is due, EXACTLY the day on which the candidate is to get in touch."""
    assert said(find_next_step(text, TUESDAY)) == step


@pytest.mark.parametrize("text", NONE.strip().splitlines())
def test_other_dates_are_no_next_steps(text):
    """Deadlines of the candidate's, other appointments, answers in general, refusals to promise."""
    assert find_next_step(text, TUESDAY) is None


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("You will hear from us by Friday. Call me on Monday.", "exactly 11-16"),
        ("Call me on Monday. You will hear from us by Friday.", "exactly 11-16"),
        ("The board decides on Thursday. We will let you know by Friday.", "by 11-13"),
        ("Send your slides by Thursday, and you will hear from us by Friday.", "by 11-13"),
        ("Envoyez vos diplômes avant jeudi ; réponse sous une semaine.", "by 11-17"),
        ("If you cannot make it, call us on Thursday.", None),
        ("We will be in touch by Friday, but if you have any questions call me on Thursday.", "by 11-13"),
        ("You will hear from us on Thursday at 10:00.", None),
        ("You will hear from us by Thursday, 5 pm.", "by 11-12"),
        ("You will hear from us on Tuesday.", "by 11-17"),
        ("Hear back by 3 November 2026.", None),
        ("Hear back by 3 November.", None),
    ],
)
def test_each_date_is_what_the_nearest_phrase_says(text, step):
    """A clause has its own subject; a request to call goes before a promise, a promise before a decision."""
    assert said(find_next_step(text, TUESDAY)) == step


@pytest.mark.parametrize(
    ("text", "month_first", "step"),
    [
        ("We will let you know by 12/1.", False, "by 01-12"),
        ("We will let you know by 12/1.", True, "by 12-01"),
        ("Te avisamos antes del 1/12.", True, "by 12-01"),
        ("You will hear by 2026-11-20.", True, "by 11-20"),
        ("You will hear by 24/11.", True, "by 11-24"),
    ],
)
def test_the_month_comes_first_in_english_alone(text, month_first, step):
    """And only where that is the custom."""
    assert said(find_next_step(text, TUESDAY, month_first=month_first)) == step


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("7 days", "by 11-17"),
        ("a week", "by 11-17"),
        ("3 Werktage", "by 11-13"),
        ("Thursday", "by 11-12"),
        ("jeudi", "by 11-12"),
        ("call Thursday", "exactly 11-12"),
        ("am Montag anrufen", "exactly 11-16"),
        ("llamar el jueves", "exactly 11-12"),
        ("call by Friday", "by 11-13"),
        ("in zwei Wochen", "by 11-24"),
        ("12.12.", "by 12-12"),
        ("2026-11-30", "by 11-30"),
        ("next week", "by 11-20"),
        ("KW 48", "by 11-27"),
        ("fine mese", "by 11-30"),
        ("3営業日", "by 11-13"),
        ("thank them", None),
        ("", None),
        ("42", None),
    ],
)
def test_what_the_user_types_is_read(text, step):
    """In any language, without the words around it."""
    assert said(read_next_step(text, TUESDAY)) == step


@pytest.mark.parametrize("ahead", range(1, 15))
def test_a_promise_lies_after_the_talk(ahead):
    """Whatever weekday the talk is on."""
    on = TUESDAY + timedelta(days=ahead)
    for text in (
        "Hear back by Friday.",
        "Results early next week.",
        "Decision by the 20th.",
        "Antwort Ende der Woche.",
    ):
        step = find_next_step(text, on)
        assert step is not None
        assert on < step.on <= on + timedelta(days=31)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dr. Meyer ruft Sie an. Bis dann.", 2),
        ("Am 12. November um 9 Uhr.", 1),
        ("One line that is as long as lines of a letter are\nand goes on", 1),
        ("bring passport\nthey call on Friday", 2),
        ("One line\nAnother", 2),
        ("z. B. Montag", 1),
        ("結果は来週。よろしく。", 2),
    ],
)
def test_sentences(text, count):
    """Abbreviations, dates and wrapped lines end none."""
    assert len(list(sentences(text))) == count


@pytest.mark.parametrize(
    "answer", ["1 day", "in 1 day", "one day", "1 Tag", "1 jour", "1 día", "1 dia", "1 giorno", "1 dag"]
)
def test_one_day_is_a_day(answer):
    """Its word also stands beside weekdays and dates, where it says nothing."""
    assert read_next_step(answer, date(2026, 5, 4)).on == date(2026, 5, 5)

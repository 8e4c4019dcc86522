#include "api/confirm_words.hpp"

#include <algorithm>

#include "model/confirm_link.hpp"

namespace api {
namespace {
constexpr ConfirmWords english{
    "en",
    "Is this you too?",
    "Hello, this is {house}. We think that {that} is you as well. If so, open this page and say yes; then "
    "you "
    "need not tell us everything twice:\n\n{link}\n\nIf it is not you, say no there. The link works for "
    "seven days.",
    "Hello, this is {house}. Whoever reads {that} says that this account is theirs too. If that was you, "
    "open "
    "this page and type the code you were shown:\n\n{link}\n\nIf it was not you, say no there: nothing is "
    "joined.",
    "{house} asks",
    "Is {that} you too?",
    "We wrote to {this}. If you say yes, we will see what you wrote from both as one conversation with one "
    "person. Nobody else learns anything.",
    "Yes, that is me",
    "No, that is not me",
    "One more step",
    "We have now written to {that}. Open the link in that message and type this code there:",
    "Is {that} you too?",
    "Type the code that you were shown when you said yes there.",
    "Code of six digits",
    "Confirm",
    "Thank you. We know now that both are you.",
    "That is not the code. Look at it again on the other page.",
    "Thank you for telling us. We will not take you for each other.",
    "This link has been used, withdrawn, or has run out. You need not do anything.",
    "visitor",
    "chat on our page"};

constexpr ConfirmWords german{
    "de",
    "Sind Sie das auch?",
    "Guten Tag, hier ist {house}. Wir glauben, dass auch {that} Ihnen gehört. Wenn ja, öffnen Sie diese "
    "Seite und "
    "sagen Sie ja; dann müssen Sie uns nichts zweimal erzählen:\n\n{link}\n\nWenn nicht, sagen Sie dort "
    "nein. Der "
    "Link gilt sieben Tage.",
    "Guten Tag, hier ist {house}. Wer {that} liest, sagt, dass auch dieses Konto ihm gehört. Waren Sie das, "
    "öffnen "
    "Sie diese Seite und geben Sie den gezeigten Code ein:\n\n{link}\n\nWaren Sie es nicht, sagen Sie dort "
    "nein: "
    "nichts wird verbunden.",
    "{house} fragt",
    "Sind Sie auch {that}?",
    "Wir haben an {this} geschrieben. Wenn Sie ja sagen, sehen wir beides als ein Gespräch mit einem "
    "Menschen. Sonst "
    "erfährt niemand etwas.",
    "Ja, das bin ich",
    "Nein, das bin ich nicht",
    "Noch ein Schritt",
    "Wir haben jetzt an {that} geschrieben. Öffnen Sie den Link in jener Nachricht und geben Sie dort diesen "
    "Code "
    "ein:",
    "Sind Sie auch {that}?",
    "Geben Sie den Code ein, den Sie dort gesehen haben, als Sie ja sagten.",
    "Code aus sechs Ziffern",
    "Bestätigen",
    "Danke. Wir wissen jetzt, dass Sie beides sind.",
    "Das ist nicht der Code. Sehen Sie auf der anderen Seite noch einmal nach.",
    "Danke für den Hinweis. Wir werden Sie nicht miteinander verwechseln.",
    "Dieser Link wurde schon benutzt, zurückgezogen oder ist abgelaufen. Sie müssen nichts tun.",
    "Gast",
    "Chat auf unserer Seite"};

constexpr ConfirmWords french{
    "fr",
    "Est-ce aussi vous ?",
    "Bonjour, ici {house}. Nous pensons que {that} est aussi à vous. Si oui, ouvrez cette page et dites oui "
    "; vous "
    "n’aurez pas à tout nous raconter deux fois :\n\n{link}\n\nSinon, dites non sur cette page. Le lien est "
    "valable "
    "sept jours.",
    "Bonjour, ici {house}. La personne qui lit {that} dit que ce compte est aussi le sien. Si c’était vous, "
    "ouvrez "
    "cette page et tapez le code affiché :\n\n{link}\n\nSinon, dites non sur cette page : rien ne sera "
    "relié.",
    "{house} vous demande",
    "Êtes-vous aussi {that} ?",
    "Nous avons écrit à {this}. Si vous dites oui, nous verrons vos messages des deux côtés comme ceux d’une "
    "seule "
    "personne. Personne d’autre n’apprend rien.",
    "Oui, c’est moi",
    "Non, ce n’est pas moi",
    "Encore une étape",
    "Nous venons d’écrire à {that}. Ouvrez le lien de ce message et tapez-y ce code :",
    "Êtes-vous aussi {that} ?",
    "Tapez le code qui vous a été montré là-bas quand vous avez dit oui.",
    "Code de six chiffres",
    "Confirmer",
    "Merci. Nous savons maintenant que les deux sont vous.",
    "Ce n’est pas le code. Regardez-le encore une fois sur l’autre page.",
    "Merci de nous l’avoir dit. Nous ne vous confondrons pas.",
    "Ce lien a déjà servi, a été retiré ou a expiré. Vous n’avez rien à faire.",
    "visiteur",
    "chat de notre site"};

constexpr ConfirmWords spanish{
    "es",
    "¿Es usted también?",
    "Hola, somos {house}. Creemos que {that} también es suyo. Si es así, abra esta página y diga que sí; así "
    "no "
    "tendrá que contarnos todo dos veces:\n\n{link}\n\nSi no, diga que no en esa página. El enlace vale "
    "siete días.",
    "Hola, somos {house}. Quien lee {that} dice que esta cuenta también es suya. Si fue usted, abra esta "
    "página y "
    "escriba el código que se le mostró:\n\n{link}\n\nSi no fue usted, diga que no en esa página: no se "
    "unirá nada.",
    "{house} pregunta",
    "¿Es usted también {that}?",
    "Hemos escrito a {this}. Si dice que sí, veremos lo que escribe desde ambos como de una sola persona. "
    "Nadie más "
    "sabrá nada.",
    "Sí, soy yo",
    "No, no soy yo",
    "Un paso más",
    "Acabamos de escribir a {that}. Abra el enlace de ese mensaje y escriba allí este código:",
    "¿Es usted también {that}?",
    "Escriba el código que se le mostró allí cuando dijo que sí.",
    "Código de seis cifras",
    "Confirmar",
    "Gracias. Ahora sabemos que ambos son usted.",
    "Ese no es el código. Mírelo otra vez en la otra página.",
    "Gracias por decírnoslo. No les confundiremos.",
    "Este enlace ya se usó, se retiró o ha caducado. No tiene que hacer nada.",
    "visitante",
    "chat de nuestra página"};

constexpr const ConfirmWords* all[] = {&english, &german, &french, &spanish};

const ConfirmWords* of(std::string_view tag) {
    while (tag.starts_with(' ')) tag.remove_prefix(1);
    auto language = tag.substr(0, tag.find_first_of("-;_ "));
    for (const auto* each : all)
        if (each->language == language) return each;
    return nullptr;
}
}  // namespace

// Browsers list the languages from the most wanted, so the weights need not be read.
const ConfirmWords& confirm_words(std::string_view languages) {
    while (!languages.empty()) {
        auto tag = languages.substr(0, languages.find(','));
        languages.remove_prefix(std::min(languages.size(), tag.size() + 1));
        if (const auto* found = of(tag)) return *found;
    }
    return english;
}

std::string filled(std::string_view words, const ConfirmNames& names) {
    const std::pair<std::string_view, std::string_view> values[] = {{"{house}", names.house},
                                                                    {"{this}", names.here},
                                                                    {"{that}", names.there},
                                                                    {"{link}", model::link_mark}};
    std::string out;
    while (!words.empty()) {
        auto open = words.find('{');
        out += words.substr(0, open);
        words.remove_prefix(std::min(words.size(), open));
        if (words.empty()) break;
        auto found = std::find_if(std::begin(values), std::end(values),
                                  [&](const auto& value) { return words.starts_with(value.first); });
        bool known = found != std::end(values);
        out += known ? found->second : words.substr(0, 1);
        words.remove_prefix(known ? found->first.size() : 1);
    }
    return out;
}
}  // namespace api

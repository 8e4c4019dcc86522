#include "api/openapi.hpp"

// What each body of a request may look like, for the description of the API; the tests see that it fits.
namespace api {
namespace {
constexpr std::pair<std::string_view, std::string_view> examples[] = {
    {"NewSetup",
     R"({"workspace":"Maison Antoinette","name":"Mara Lindqvist","email":"mara@maison-antoinette.example","password":"a long sentence is best"})"},
    {"Login", R"({"email":"mara@maison-antoinette.example","password":"a long sentence is best"})"},
    {"MeChange", R"({"name":"Mara","preferences":{"theme":"dark"}})"},
    {"Acceptance", R"({"name":"Ines Fontaine","password":"a long sentence is best"})"},
    {"NewWorkspace", R"({"name":"The bakery in Arles"})"},
    {"MemberChange", R"({"role":"admin"})"},
    {"NewInvitation", R"({"email":"ines@maison-antoinette.example","role":"agent"})"},
    {"NewApiKey", R"({"name":"till","role":"agent"})"},
    {"NewChannel",
     R"({"network":"feed","name":"Town news","options":{"url":"https://town.example/feed.xml"}})"},
    {"ChannelChange", R"({"paused":true})"},
    {"ChannelProbe", R"({"network":"feed","options":{"url":"https://town.example/feed.xml"}})"},
    {"NewConversation",
     R"({"person":"104857600001","text":"Rang about Sunday's order.","note_kind":"call"})"},
    {"NewMessage", R"({"text":"Two loaves are kept for you.","close":true})"},
    {"NewAuthorisation", R"({"network":"mastodon","options":{"server":"town.example"}})"},
    {"AttachmentChange", R"({"description":"A loaf, black on top."})"},
    {"NewEdit", R"({"text":"Two loaves are kept for you until eight."})"},
    {"Settlement", R"({"outcome":"sent"})"},
    {"Closure", R"({"reason":"Answered."})"},
    {"Snooze", R"({"until":"2026-11-02T08:00:00Z"})"},
    {"Assignment", R"({"member":"104857600002"})"},
    {"Reading", R"({"message":"104857600003"})"},
    {"Presence", R"({"typing":true})"},
    {"NewDraft", R"({"text":"Dear Zoé,","internal":false})"},
    {"Bulk", R"({"query":"is:open label:bread","action":"close"})"},
    {"NewPerson", R"({"name":"Zoé Novák"})"},
    {"PersonChange", R"({"roles":["customer","donor"]})"},
    {"Merge", R"({"other":"104857600004"})"},
    {"NewLink",
     R"({"identity":"104857600005","person":"104857600001","reason":"She said so at the counter."})"},
    {"Unlink", R"({"reason":"Only the same name."})"},
    {"Decision", R"({"decision":"accept"})"},
    {"NewConfirmation", R"({"first":"104857600005","second":"104857600007"})"},
    {"Label", R"({"name":"bread shortage"})"},
    {"NewView", R"({"name":"Waiting for bread","query":"is:open label:bread","shared":true})"},
    {"NewTopic",
     R"({"query":"\"no bread\" OR \"sold out\"","name":"Bread runs short","goal":"Know before the queue does"})"},
    {"TopicChange", R"({"review_on":"2027-01-31T00:00:00Z"})"},
    {"NewTopicPreview", R"({"query":"\"no bread\" OR \"sold out\""})"},
    {"PushedMessage",
     R"({"id":"order-7-1","author":{"handle":"42","name":"Zoé Novák"},"text":"Where is my order?","conversation":"order-7"})"},
    {"NewHook",
     R"({"url":"https://till.maison-antoinette.example/hooks","description":"The till","events":["message.received"]})"},
    {"HookChange", R"({"paused":true})"},
    {"Redelivery", R"({"since":"2026-10-31T00:00:00Z"})"},
    {"QuarantineRetry", R"({"channel":"104857600006"})"},
    {"NewVisit",
     R"({"consent":true,"remember":false,"name":"Ana Lima","email":"ana@town.example","carry_on":true})"},
    {"VisitChange", R"({"name":"Ana Lima","email":"ana@town.example","carry_on":true})"},
    {"NewVisitMessage",
     R"({"key":"5f0c2b","text":"Is there rye today?","page":"https://www.maison-antoinette.example/bread"})"},
    {"ImportStart", R"({"columns":{"id":"tweet_id","author":"author_id","text":"text"}})"},
};
}  // namespace

std::optional<json::value> example(std::string_view shape) {
    for (auto [name, text] : examples)
        if (name == shape) return json::parse(text);
    return std::nullopt;
}
}  // namespace api

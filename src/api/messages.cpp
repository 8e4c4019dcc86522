#include "api/audience.hpp"
#include "api/networks.hpp"
#include "api/routes.hpp"
#include "api/views.hpp"
#include "base/encoding.hpp"
#include "inbox/actions.hpp"
#include "inbox/compose.hpp"

namespace api {
namespace {
net::Response show_message(Call& call, Id id, int status) {
    return answer(call.read([&](db::Tx& tx) {
        return Views(tx, call).message(*store::message(tx, call.actor.workspace, id));
    }),
                  status);
}

net::Response newer_ones(Call& call, const inbox::Newer& newer) {
    return call.read([&](db::Tx& tx) {
        Views views(tx, call);
        auto response = answer(
            json::object{
                {"type", "about:blank"},
                {"title", "Somebody wrote meanwhile"},
                {"status", 409},
                {"code", "conflict"},
                {"detail", "There is a newer message that you have not seen. Read it, then send again."},
                {"newer", views.messages(newer.messages)}},
            409);
        response.headers.set("Content-Type", "application/problem+json");
        return response;
    });
}

// A viewer's role cannot come here; what remains is whether the place takes answers at all, and these.
inbox::Shown sendable(Call& call, db::Tx& tx, const store::Conversation& conversation, const Body& body,
                      Id to) {
    auto parent = inbox::parent(tx, call.actor.workspace, conversation.id, to);
    auto channel = store::channel(tx, call.actor.workspace, parent ? parent->channel : conversation.channel);
    const auto* network = channel ? channels::network(channel->network) : nullptr;
    if (!network || !network->can.reply || channel->imported || channel->removed_at)
        throw Error{Code::conflict,
                    "Nothing can be sent back to this place; leave an internal note instead."};
    if (auto needs = cannot_send(*network, *channel); !needs.empty())
        throw Error{Code::conflict, std::string(needs)};
    // A second word of ours before anybody answered is seen by no more people than the first.
    if (!parent)
        parent = store::message(tx, call.actor.workspace,
                                store::newest_message(tx, call.actor.workspace, conversation.id));
    return shown(body, *network, *channel, parent, named(tx, call.actor.workspace, conversation.id));
}

net::Response add_message(Call& call) {
    auto body = call.body();
    inbox::Answer written{call.id(),
                          body.text_or("text", ""),
                          body.text_or("html", ""),
                          body.flag("internal", false),
                          body.ids("attachments"),
                          body.id_if_any("seen").value_or(Id{}),
                          body.id_if_any("reply_to").value_or(Id{}),
                          {},
                          body.texts("then")};
    // Thrown, because who is only shown newer messages has done nothing.
    struct Unseen {
        inbox::Newer newer;
    };
    auto send = [&](store::Change& change) {
        auto conversation = store::conversation(change.tx, call.actor.workspace, written.conversation);
        if (!conversation) throw Error{Code::not_found, "This conversation does not exist."};
        auto complete = written;
        if (!written.internal) complete.shown = sendable(call, change.tx, *conversation, body, written.to);
        auto done = inbox::answer(change, complete);
        if (auto* newer = std::get_if<inbox::Newer>(&done)) throw Unseen{std::move(*newer)};
        if (body.flag("close", false)) inbox::close(change, conversation->id, "Answered.");
        return std::get<store::Message>(done).id;
    };
    try {
        return show_message(call, call.change(send), 201);
    } catch (const Unseen& unseen) {
        return newer_ones(call, unseen.newer);
    }
}

Id add_note(Call& call, const Body& body) {
    auto person = body.id("person");
    inbox::Note note;
    note.kind = body.text_or("note_kind", "other", 20), note.text = body.text("text");
    note.subject = body.text_or("subject", "", 1'000);
    note.direction = model::direction(body.text_or("direction", "inbound", 20));
    note.at = body.time_if_any("at").value_or(Time{});
    return call.change([&](store::Change& change) {
        auto identities = store::identities_of(change.tx, call.actor.workspace, person);
        if (identities.empty()) throw Error{Code::not_found, "This person does not exist."}.at("person");
        note.identity = identities.front().id;
        return inbox::note(change, note).conversation;
    });
}

model::Handle addressee(Call& call, db::Tx& tx, const Body& body, const store::Channel& channel) {
    const auto* network = channels::network(channel.network);
    if (!network || !network->can.start)
        throw Error{Code::conflict, "Nothing can be begun from this channel."}.at("channel");
    if (body.has("person"))
        for (const auto& i : store::identities_of(tx, call.actor.workspace, body.id("person")))
            if (i.network == channel.network) return {i.network, i.handle, i.name, {}};
    auto typed = body.text("to", 1'000);
    return {channel.network,
            network->canonical ? network->canonical(typed) : typed,
            body.text_or("to_name", "", 200),
            {}};
}

Id begin(Call& call, const Body& body) {
    return call.change([&](store::Change& change) {
        auto channel = store::channel(change.tx, call.actor.workspace, body.id("channel"));
        if (!channel || channel->removed_at)
            throw Error{Code::not_found, "This channel does not exist."}.at("channel");
        auto to = addressee(call, change.tx, body, *channel);
        auto appearance =
            shown(body, *channels::network(channel->network), *channel, std::nullopt, {to.handle});
        auto first = inbox::open(change, {channel->id, to, body.text_or("subject", "", 1'000),
                                          body.text("text"), "", body.ids("attachments"), appearance});
        return first.conversation;
    });
}

net::Response add_conversation(Call& call) {
    auto body = call.body();
    auto made = body.has("channel") ? begin(call, body) : add_note(call, body);
    return answer(conversation_details(call, made), 201);
}

net::Response take_back(Call& call) {
    return answer(call.change([&](store::Change& change) {
        auto draft = inbox::take_back(change, call.id());
        auto shown = Views(change.tx, call).draft(draft);
        shown.as_object()["conversation"] = draft.conversation.text();
        return shown;
    }));
}

net::Response retry(Call& call) {
    call.change([&](store::Change& change) { inbox::retry(change, call.id()); });
    return show_message(call, call.id(), 200);
}

net::Response settle(Call& call) {
    auto outcome = call.body().text("outcome", 10);
    if (outcome != "sent" && outcome != "failed")
        throw Error{Code::bad_request, "outcome: must be sent or failed."}.at("outcome");
    call.change([&](store::Change& change) { inbox::settle(change, call.id(), outcome == "sent"); });
    return show_message(call, call.id(), 200);
}

net::Response show_source(Call& call) {
    auto hash = call.read([&](db::Tx& tx) { return store::source(tx, call.actor.workspace, call.id()); });
    if (hash.empty()) throw Error{Code::not_found, "The original of this message was not kept."};
    net::Response response;
    response.headers.set("Content-Type", "text/plain; charset=utf-8");
    response.body = to_utf8(call.app.files.read(call.actor.workspace, hash));
    return response;
}

std::string clean_name(std::string name) {
    std::erase_if(name, [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '/' || c == '\\' || c == 0x7f;
    });
    return name.empty() ? "file" : std::string(prefix(name, 200));
}

net::Response add_attachment(Call& call) {
    if (call.request.body.empty()) throw Error{Code::bad_request, "The file is empty."};
    auto hash = call.app.files.keep(call.actor.workspace, call.request.body);
    store::Attachment file;
    file.name = clean_name(call.query("name")), file.sha256 = hash, file.size = call.request.body.size();
    file.media_type = call.query("type").empty() ? "application/octet-stream"
                                                 : std::string(prefix(call.query("type"), 100));
    file.description = to_utf8(prefix(to_utf8(call.query("description")), 1'500));
    return answer(call.change([&](store::Change& change) {
        file.id = store::add_attachment(change, file);
        return Views(change.tx, call).attachment(file);
    }),
                  201);
}

// What is on a picture, for those who cannot see it; until it is sent.
net::Response describe_attachment(Call& call) {
    auto text = call.body().text_or("description", "", 1'500);
    call.change([&](store::Change& change) {
        if (!store::attachment(change.tx, call.actor.workspace, call.id()))
            throw Error{Code::not_found, "This attachment does not exist."};
        if (!store::describe(change, call.id(), text))
            throw Error{Code::conflict,
                        "This attachment has been sent; its description cannot be changed here."};
    });
    return answer(call.read([&](db::Tx& tx) {
        return Views(tx, call).attachment(*store::attachment(tx, call.actor.workspace, call.id()));
    }));
}

bool safe_image(std::string_view type) {
    return type == "image/png" || type == "image/jpeg" || type == "image/gif" || type == "image/webp";
}

}  // namespace

std::string disposition(std::string_view kind, std::string_view name) {
    std::string encoded, plain;
    for (char each : name) {
        auto c = static_cast<unsigned char>(each);
        bool safe = std::isalnum(c) || c == '.' || c == '-' || c == '_';
        encoded += safe ? std::string(1, static_cast<char>(c)) : fmt::format("%{:02X}", c);
        plain += safe || c == ' ' ? static_cast<char>(c) : '_';
    }
    return fmt::format("{}; filename=\"{}\"; filename*=UTF-8''{}", kind, plain, encoded);
}

namespace {

net::Response get_attachment(Call& call) {
    auto file = call.read([&](db::Tx& tx) { return store::attachment(tx, call.actor.workspace, call.id()); });
    if (!file) throw Error{Code::not_found, "This attachment does not exist."};
    auto path = call.app.files.path(call.actor.workspace, file->sha256);
    if (path.empty()) throw Error{Code::not_found, "The file of this attachment is missing on disk."};
    bool shown = safe_image(file->media_type) && call.query("inline") == "1";
    net::Response response;
    response.file = path.string();
    response.headers.set("Content-Type", shown ? file->media_type : "application/octet-stream");
    response.headers.set("Content-Disposition", disposition(shown ? "inline" : "attachment", file->name));
    response.headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
    response.headers.set("Cache-Control", "private, max-age=86400");
    return response;
}

constexpr Route all[] = {
    {net::Method::post,
     "/api/conversations",
     agent,
     add_conversation,
     "Write to somebody, or note a call or visit",
     "NewConversation",
     "Conversation",
     {},
     Takes::document,
     201},
    {net::Method::post,
     "/api/conversations/{id}/messages",
     agent,
     add_message,
     "Answer, or leave an internal note",
     "NewMessage",
     "Message",
     {},
     Takes::document,
     201},
    {net::Method::del,
     "/api/messages/{id}",
     agent,
     take_back,
     "Take back what is not sent yet",
     {},
     "TakenBack"},
    {net::Method::post, "/api/messages/{id}/retry", agent, retry, "Try a failed send again", {}, "Message"},
    {net::Method::put, "/api/messages/{id}/settlement", agent, settle, "Say how a doubtful send ended",
     "Settlement", "Message"},
    {net::Method::get,
     "/api/messages/{id}/source",
     viewer,
     show_source,
     "The original bytes",
     {},
     "text/plain"},
    {net::Method::post,
     "/api/attachments",
     agent,
     add_attachment,
     "Upload a file for a message",
     {},
     "Attachment",
     "name type description",
     Takes::file,
     201},
    {net::Method::patch, "/api/attachments/{id}", agent, describe_attachment, "Say what is on a picture",
     "AttachmentChange", "Attachment"},
    {net::Method::get,
     "/api/attachments/{id}",
     viewer,
     get_attachment,
     "Download a file",
     {},
     "application/octet-stream",
     "inline"},
};
}  // namespace

std::span<const Route> message_routes() {
    return all;
}
}  // namespace api

#include "api/routes.hpp"
#include "api/uploads.hpp"
#include "api/views.hpp"
#include "store/accounts_audit.hpp"

namespace api {
namespace {
json::value parsed_or(std::string_view text, json::value fallback) {
    auto parsed = json::parse(text);
    return parsed ? *parsed : fallback;
}

json::object show(const store::Import& i) {
    auto preview = parsed_or(i.options, json::object{});
    auto part = [&](std::string_view key, json::value fallback) {
        const auto* found = json::find(preview, {key});
        return found ? *found : fallback;
    };
    json::array names;
    const auto files = parsed_or(i.files, json::array{});
    for (const auto& file : files.as_array()) names.push_back(json::value(json::text(file, "name")));
    bool undoable = i.state == "done" && i.finished_at;
    return {{"id", i.id.text()},
            {"format", i.format},
            {"files", names},
            {"state", i.state},
            {"read", i.bytes_read},
            {"total", i.bytes_total},
            {"added", i.added},
            {"existing", i.existing},
            {"refused", i.refused},
            {"refusals", parsed_or(i.refusals, json::array{})},
            {"columns", part("columns", json::array{})},
            {"rows", part("rows", json::array{})},
            {"suggestion", part("suggestion", json::object{})},
            {"error", text_or_null(i.error)},
            {"undo_until", undoable ? json::value((i.finished_at + day_ms).rfc3339()) : json::value()},
            {"created_at", i.created_at.rfc3339()},
            {"by", i.by}};
}

net::Response list_formats(Call&) {
    json::array all;
    for (const auto& f : channels::formats())
        all.push_back(json::object{
            {"id", f.id}, {"label", f.label}, {"help", f.help}, {"columns", f.preview != nullptr}});
    return answer(all);
}

const channels::Format& wanted(const Call& call) {
    const auto* format = channels::format(call.query("format"));
    if (!format) throw Error{Code::bad_request, "format: choose one of those in /api/formats."}.at("format");
    return *format;
}

json::object preview(const channels::Format& format, const std::string& path) {
    if (!format.preview) return {};
    auto seen = format.preview(path);
    json::array rows;
    for (const auto& row : seen.rows) rows.push_back(json::array(row.begin(), row.end()));
    json::object suggestion;
    for (const auto& [field, column] : seen.suggestion) suggestion[field] = column;
    return {{"columns", json::array(seen.columns.begin(), seen.columns.end())},
            {"rows", rows},
            {"suggestion", suggestion}};
}

store::Import existing(Call& call, db::Tx& tx) {
    auto found = store::import_run(tx, call.actor.workspace, call.id());
    if (!found) throw Error{Code::not_found, "This import does not exist."};
    return *found;
}

net::Response upload(Call& call) {
    const auto& format = wanted(call);
    if (call.request.body.empty()) throw Error{Code::bad_request, "The file is empty."};
    auto id = call.app.store.ids.next();
    auto name = call.query("name");
    auto path = call.app.uploads.keep(id, name, call.request.body);
    auto seen = preview(format, path);
    return answer(call.change([&](store::Change& change) {
        store::Import made;
        made.id = id, made.format = format.id, made.state = "uploaded", made.options = json::serialize(seen);
        made.files = json::serialize(json::array{json::object{{"name", name}, {"path", path}}});
        made.bytes_total = static_cast<std::int64_t>(call.request.body.size());
        store::add_import(change, made);
        return show(*store::import_run(change.tx, call.actor.workspace, id));
    }),
                  201);
}

net::Response list_imports(Call& call) {
    return answer(call.read([&](db::Tx& tx) {
        json::array all;
        for (const auto& i : store::imports(tx, call.actor.workspace, call.limit())) all.push_back(show(i));
        return page(std::move(all), "");
    }));
}

net::Response get_import(Call& call) {
    return answer(call.read([&](db::Tx& tx) { return show(existing(call, tx)); }));
}

net::Response start(Call& call) {
    auto body = call.body();
    channels::ArchiveOptions options;
    options.owner = body.text_or("owner", "", 500);
    for (const auto& [field, column] : body.object("columns"))
        if (column.is_string() && !column.get_string().empty())
            options.columns[std::string(field)] = std::string(column.get_string());
    auto import = call.change([&](store::Change& change) {
        auto found = existing(call, change.tx);
        if (found.state != "uploaded" && found.state != "failed")
            throw Error{Code::conflict, "This import has been started already."};
        found.state = "running";
        store::save_import(change, found);
        store::audit(change, "import_started", found.format);
        return found;
    });
    call.app.uploads.start(call.actor, import, options);
    return answer(show(import), 202);
}

net::Response undo(Call& call) {
    call.change([&](store::Change& change) {
        auto import = existing(call, change.tx);
        if (import.state == "running") throw Error{Code::conflict, "This import is still running."};
        if (import.state == "done" && change.at - import.finished_at > day_ms)
            throw Error{Code::gone, "An import can be undone for 24 hours only."};
        courier::undo_import(change, import.id);
        import.state = "undone";
        store::save_import(change, import);
        store::audit(change, "import_undone", import.format);
    });
    return nothing();
}

constexpr Route all[] = {
    {net::Method::get,
     "/api/formats",
     viewer,
     list_formats,
     "Kinds of archives that can be imported",
     {},
     "Format[]"},
    {net::Method::get, "/api/imports", admin, list_imports, "Imports, newest first", {}, "[Import]", "limit"},
    {net::Method::post,
     "/api/imports",
     admin,
     upload,
     "Upload an archive and look at its first rows",
     {},
     "Import",
     "format name"},
    {net::Method::get, "/api/imports/{id}", admin, get_import, "How far it is", {}, "Import"},
    {net::Method::post, "/api/imports/{id}/start", admin, start, "Begin, with the columns chosen",
     "ImportStart", "Import"},
    {net::Method::del, "/api/imports/{id}", admin, undo, "Undo the whole import, within a day"},
};
}  // namespace

std::span<const Route> import_routes() {
    return all;
}
}  // namespace api

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

bool ended(const store::Import& i) {
    return i.state == "done" || i.state == "failed" || i.state == "interrupted";
}

json::value undo_until(const store::Import& i) {
    bool undoable = ended(i) && i.finished_at && (i.state == "done" || i.added > 0);
    return undoable ? json::value((i.finished_at + day_ms).rfc3339()) : json::value();
}

json::object show(const store::Import& i) {
    auto options = parsed_or(i.options, json::object{});
    auto part = [&](std::string_view key, json::value fallback) {
        const auto* found = json::find(options, {key});
        return found ? *found : fallback;
    };
    json::array names;
    const auto files = parsed_or(i.files, json::array{});
    for (const auto& file : files.as_array()) names.push_back(json::value(json::text(file, "name")));
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
            {"chosen", part("chosen", json::object{})},
            {"owner", part("owner", "")},
            {"error", text_or_null(i.error)},
            {"undo_until", undo_until(i)},
            {"created_at", i.created_at.rfc3339()},
            {"finished_at", time_or_null(i.finished_at)},
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

std::int64_t size_of(const net::Request& request) {
    std::error_code error;
    auto size = request.body_file.empty() ? request.body.size()
                                          : std::filesystem::file_size(request.body_file, error);
    return error ? 0 : static_cast<std::int64_t>(size);
}

net::Response upload(Call& call) {
    const auto& format = wanted(call);
    auto size = size_of(call.request);
    if (size == 0) throw Error{Code::bad_request, "The file is empty."};
    auto id = call.app.store.ids.next();
    auto name = call.query("name");
    auto path = call.app.uploads.keep(id, name, call.request);
    try {
        auto seen = preview(format, path);
        return answer(call.change([&](store::Change& change) {
            store::Import made;
            made.id = id, made.format = format.id, made.state = "uploaded",
            made.options = json::serialize(seen);
            made.files = json::serialize(json::array{json::object{{"name", name}, {"path", path}}});
            made.bytes_total = size;
            store::add_import(change, made);
            return show(*store::import_run(change.tx, call.actor.workspace, id));
        }),
                      201);
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
        throw;
    }
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

channels::ArchiveOptions chosen(const Body& body) {
    channels::ArchiveOptions options;
    options.owner = body.text_or("owner", "", 500);
    for (const auto& [field, column] : body.object("columns"))
        if (column.is_string() && !column.get_string().empty())
            options.columns[std::string(field)] = std::string(column.get_string());
    return options;
}

// Remembered, so that whoever runs it again need not choose again.
void remember(store::Import& import, const channels::ArchiveOptions& options) {
    auto kept = parsed_or(import.options, json::object{}).as_object();
    json::object columns;
    for (const auto& [field, column] : options.columns) columns[field] = column;
    kept["chosen"] = columns;
    kept["owner"] = options.owner;
    import.options = json::serialize(kept);
}

// What is wrong with the choice is said to whoever chose, not to the log of a run.
void try_out(const store::Import& import, const channels::ArchiveOptions& options) {
    const auto files = files_of(import);
    for (const auto& file : files)
        if (!std::filesystem::exists(file))
            throw Error{Code::gone, "The uploaded file is not here any more. Upload it again."};
    format_of(import).open(files, options);
}

net::Response start(Call& call) {
    auto body = call.body();
    auto options = chosen(body);
    bool dry = body.flag("dry_run", false);
    if (!call.once || !call.once->replays())
        try_out(call.read([&](db::Tx& tx) { return existing(call, tx); }), options);
    // Empty when an earlier request with this key has begun it.
    std::optional<store::Import> begun;
    auto shown = call.change([&](store::Change& change) {
        auto found = existing(call, change.tx);
        if (found.state != "uploaded" && found.state != "checked" && found.state != "failed" &&
            found.state != "interrupted")
            throw Error{Code::conflict, "This import has been started already."};
        found.state = dry ? "checking" : "running";
        found.bytes_read = found.refused = found.existing = 0, found.refusals = "[]", found.error.clear();
        found.added = dry ? 0 : store::brought_by(change.tx, change.workspace, found.id);
        remember(found, options);
        store::save_import(change, found);
        if (!dry) store::audit(change, "import_started", found.format);
        begun = found;
        return show(found);
    });
    if (begun)
        call.app.uploads.start(call.actor, *begun, options, dry ? courier::Trial::dry : courier::Trial::real);
    return answer(shown, 202);
}

net::Response undo(Call& call) {
    std::optional<store::Import> begun;
    auto shown = call.change([&](store::Change& change) {
        auto found = existing(call, change.tx);
        if (found.state == "running" || found.state == "checking" || found.state == "undoing")
            throw Error{Code::conflict, "This import is still at work. Wait until it has ended."};
        if (ended(found) && found.finished_at && change.at - found.finished_at > day_ms)
            throw Error{Code::gone, "An import can be undone for 24 hours only."};
        if (found.state == "undone") return show(found);
        found.state = "undoing";
        store::save_import(change, found);
        store::audit(change, "import_undone", found.format);
        begun = found;
        return show(found);
    });
    if (begun) call.app.uploads.undo(call.actor, *begun);
    return answer(shown, 202);
}

net::Response get_refusals(Call& call) {
    auto import = call.read([&](db::Tx& tx) { return existing(call, tx); });
    auto path = call.app.uploads.refusals_path(import.id);
    if (!std::filesystem::exists(path))
        throw Error{Code::not_found, "This import has no list of refused lines."};
    net::Response response;
    response.file = path.string();
    response.headers.set("Content-Type", "text/csv; charset=utf-8");
    response.headers.set("Content-Disposition",
                         fmt::format("attachment; filename=\"refused-{}.csv\"", import.id.text()));
    response.headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
    return response;
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
     "format name",
     Takes::archive,
     201},
    {net::Method::get, "/api/imports/{id}", admin, get_import, "How far it is", {}, "Import"},
    {net::Method::post,
     "/api/imports/{id}/start",
     admin,
     start,
     "Begin, or only try, with the columns chosen",
     "ImportStart",
     "Import",
     {},
     Takes::document,
     202},
    {net::Method::get,
     "/api/imports/{id}/refusals",
     admin,
     get_refusals,
     "Every refused line and its reason, as CSV",
     {},
     "text/csv"},
    {net::Method::del,
     "/api/imports/{id}",
     admin,
     undo,
     "Undo the whole import, within a day",
     {},
     "Import",
     {},
     Takes::document,
     202},
};
}  // namespace

std::span<const Route> import_routes() {
    return all;
}
}  // namespace api

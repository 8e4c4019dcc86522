#include "channels/email/imap.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <unicode/unistr.h>

#include "base/encoding.hpp"
#include "channels/email/fields.hpp"
#include "channels/email/imap_answer.hpp"
#include "channels/email/imap_stream.hpp"
#include "net/line.hpp"

namespace channels::email {
namespace {
using Reason = ImapError::Reason;

constexpr std::uint64_t usual_answer = 32u << 20;  // bytes; a list of two million UIDs is smaller
constexpr int poll_seconds = 30;

std::string convert(const std::string& text, const char* from, const char* to) {
    icu::UnicodeString unicode(text.data(), static_cast<int32_t>(text.size()), from);
    auto length = unicode.extract(0, unicode.length(), nullptr, 0, to);
    std::string result(static_cast<std::size_t>(std::max(length, 0)), '\0');
    unicode.extract(0, unicode.length(), result.data(), static_cast<uint32_t>(result.size()), to);
    return result;
}

bool printable_ascii(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

bool one_line(const std::string& text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) == text.npos;
}

// "Try again in 120 seconds" → 120; at most a day.
int seconds_in(std::string_view words) {
    auto at = lower(words).find(" second");
    if (at == std::string::npos) return 0;
    int value = 0, factor = 1;
    while (at > 0 && words[at - 1] >= '0' && words[at - 1] <= '9' && factor <= 100'000) {
        value += factor * (words[--at] - '0');
        factor *= 10;
    }
    return std::min(value, 86'400);
}

class Session final : public ImapSession {
public:
    explicit Session(const ImapAccount& account) : account_(account) {
        line_ = connect(account);
        stream_ = std::make_unique<ImapStream>(*line_);
        imap_.reset(mailimap_new(0, nullptr));
        stream_->allow(usual_answer);
        try {
            greet();
            if (account.security == ImapAccount::Security::starttls) encrypt();
            log_in();
        } catch (...) {
            stream_->stop_reading();  // libetpan says goodbye and would wait for the answer
            throw;
        }
    }
    ~Session() override { stream_->stop_reading(); }

    Folder select(const std::string& folder, Access access) override {
        auto name = to_modified_utf7(folder);
        stream_->allow(usual_answer);
        run(access == Access::write ? mailimap_select(imap_.get(), name.c_str())
                                    : mailimap_examine(imap_.get(), name.c_str()),
            fmt::format("open the folder “{}”", folder));
        return {imap_->imap_selection_info->sel_uidvalidity, imap_->imap_selection_info->sel_uidnext};
    }

    Folder status(const std::string& folder) override {
        auto name = to_modified_utf7(folder);
        StatusItems wanted({MAILIMAP_STATUS_ATT_UIDNEXT, MAILIMAP_STATUS_ATT_UIDVALIDITY});
        mailimap_mailbox_data_status* answer = nullptr;
        stream_->allow(usual_answer);
        run(mailimap_status(imap_.get(), name.c_str(), wanted.get(), &answer),
            "look at the folder " + folder);
        return read_status(answer);
    }

    std::vector<std::uint32_t> uids_above(std::uint32_t uid) override {
        auto found = search(mailimap_search_key_new_uid(mailimap_set_new_interval(uid + 1, 0)));
        // "n:*" always names the last mail, however small its UID.
        std::erase_if(found, [&](auto each) { return each <= uid; });
        return found;
    }
    std::vector<std::uint32_t> uids_since(Time day) override {
        auto [d, m, y] = date_of(day);
        return search(mailimap_search_key_new_since(mailimap_date_new(d, m, y)));
    }
    std::vector<std::uint32_t> uids_with_id(const std::string& id) override {
        return search(mailimap_search_key_new_header(strdup("Message-ID"), strdup(("<" + id + ">").c_str())));
    }

    std::vector<Summary> summaries(const std::vector<std::uint32_t>& uids) override {
        if (uids.empty()) return {};
        std::vector<Summary> result;
        for (const auto& answer : fetch(uids, fetch_summary(), usual_answer))
            result.push_back({answer.uid, answer.size, answer.received});
        std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.uid < b.uid; });
        return result;
    }

    std::vector<Mail> fetch(const std::vector<Summary>& mails, std::uint32_t most) override {
        std::vector<Mail> result;
        std::vector<std::uint32_t> uids;
        // Some servers only guess the size.
        auto expected = usual_answer;
        for (const auto& mail : mails) {
            uids.push_back(mail.uid);
            expected += 2 * std::min<std::uint64_t>(mail.size, most) + 4096;
        }
        if (uids.empty()) return result;
        for (auto& answer : fetch(uids, fetch_beginning(most), expected))
            if (answer.bytes) result.push_back({answer.uid, std::move(*answer.bytes)});
        std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.uid < b.uid; });
        return result;
    }

    void mark_seen(const std::vector<std::uint32_t>& uids) override {
        if (uids.empty()) return;
        auto set = set_of(uids);
        auto* flags = mailimap_flag_list_new_empty();
        mailimap_flag_list_add(flags, mailimap_flag_new_seen());
        std::unique_ptr<mailimap_store_att_flags,
                        Free<mailimap_store_att_flags, mailimap_store_att_flags_free>>
            store(mailimap_store_att_flags_new_add_flags_silent(flags));
        stream_->allow(usual_answer);
        run(mailimap_uid_store(imap_.get(), set.get(), store.get()), "mark mails as read");
    }

    void append(const std::string& folder, const std::string& bytes, Time sent_at) override {
        auto name = to_modified_utf7(folder);
        FlagList flags(mailimap_flag_list_new_empty());
        mailimap_flag_list_add(flags.get(), mailimap_flag_new_seen());
        auto date = date_time_of(sent_at);
        stream_->allow(usual_answer);
        run(mailimap_append(imap_.get(), name.c_str(), flags.get(), date.get(), bytes.data(), bytes.size()),
            fmt::format("put a copy into the folder “{}”", folder));
    }

    std::optional<std::string> sent_folder() override {
        clist* answer = nullptr;
        stream_->allow(usual_answer);
        run(mailimap_list(imap_.get(), "", "*", &answer), "list the folders");
        auto name = find_sent(answer);
        mailimap_list_result_free(answer);
        return name ? std::optional(from_modified_utf7(*name)) : std::nullopt;
    }

    bool wait(int seconds) override {
        stream_->allow(usual_answer);
        return mailimap_has_idle(imap_.get()) != 0 ? idle(seconds) : poll(std::min(seconds, poll_seconds));
    }

    void interrupt() override { line_->interrupt(); }

private:
    static std::unique_ptr<net::Line> connect(const ImapAccount& account) {
        try {
            return net::Line::connect({.host = account.host,
                                       .port = account.port,
                                       .tls = account.security == ImapAccount::Security::tls,
                                       .trust = account.trust});
        } catch (const net::FetchError& error) {
            throw ImapError(Reason::unreachable, error.text(), error.detail());
        }
    }

    void greet() {
        auto* stream = stream_->open();
        auto code = mailimap_connect(imap_.get(), stream);
        if (code != MAILIMAP_NO_ERROR_NON_AUTHENTICATED && code != MAILIMAP_NO_ERROR_AUTHENTICATED)
            fail(code, "greet");
        // Before TLS nobody may claim that we are logged in already.
        if (code == MAILIMAP_NO_ERROR_AUTHENTICATED && account_.security == ImapAccount::Security::starttls)
            throw ImapError(
                Reason::unreachable,
                account_.host + " refuses STARTTLS by greeting as already logged in. Use TLS on port 993.");
    }

    void encrypt() {
        run(mailimap_starttls(imap_.get()), "begin TLS");
        // Whatever came along in clear text behind the answer was not said by the server (CVE-2011-0411).
        imap_->imap_stream->read_buffer_len = 0;
        try {
            line_->upgrade();
        } catch (const net::FetchError& error) {
            throw ImapError(Reason::unreachable, error.text(), error.detail());
        }
    }

    void log_in() {
        if (!one_line(account_.user) || !one_line(account_.password))
            refuse_password("they contain a line break");
        mailimap_capability_data* offered = nullptr;
        run(mailimap_capability(imap_.get(), &offered), "say what it can do");
        if (offered != nullptr) mailimap_capability_data_free(offered);
        bool no_login = mailimap_has_extension(imap_.get(), const_cast<char*>("LOGINDISABLED")) != 0;
        bool plain_words = printable_ascii(account_.user) && printable_ascii(account_.password);
        const auto* user = account_.user.c_str();
        const auto* password = account_.password.c_str();
        auto code = no_login || !plain_words
                        ? mailimap_authenticate(imap_.get(), "PLAIN", account_.host.c_str(), nullptr, nullptr,
                                                user, user, password, "")
                        : mailimap_login(imap_.get(), user, password);
        if (code == MAILIMAP_ERROR_STREAM || code == MAILIMAP_ERROR_PARSE) fail(code, "log in");
        if (code != MAILIMAP_NO_ERROR && not_now()) fail(code, "log in");
        if (code != MAILIMAP_NO_ERROR) refuse_password(words());
        // Many servers offer more to those who are logged in.
        run(mailimap_capability(imap_.get(), &offered), "say what it can do");
        if (offered != nullptr) mailimap_capability_data_free(offered);
    }

    [[noreturn]] void refuse_password(const std::string& why) const {
        throw ImapError(
            Reason::credentials,
            fmt::format("The mailbox refused the password for {}. Check user name and password; many "
                        "providers want an app password.",
                        account_.user),
            why);
    }

    std::vector<std::uint32_t> search(mailimap_search_key* key) {
        std::unique_ptr<mailimap_search_key, Free<mailimap_search_key, mailimap_search_key_free>> owned(key);
        clist* found = nullptr;
        stream_->allow(usual_answer);
        known_ = mails();
        run(mailimap_uid_search(imap_.get(), nullptr, owned.get(), &found), "search the folder");
        auto uids = read_uids(found);
        mailimap_search_result_free(found);
        return uids;
    }

    std::vector<FetchedItem> fetch(const std::vector<std::uint32_t>& uids, FetchType type,
                                   std::uint64_t most) {
        auto set = set_of(uids);
        clist* answer = nullptr;
        stream_->allow(most);
        run(mailimap_uid_fetch(imap_.get(), set.get(), type.get(), &answer), "fetch mail");
        auto items = read_items(answer);
        mailimap_fetch_list_free(answer);
        return items;
    }

    bool unread_bytes() const { return imap_->imap_stream->read_buffer_len > 0; }

    // As far as the server has told.
    std::uint32_t mails() const {
        const auto* selected = imap_->imap_selection_info;
        return selected == nullptr ? 0 : selected->sel_exists;
    }

    // A server tells of a mail once, with whatever it is just answering. What it told since the last search
    // began it will not tell again while we wait.
    bool idle(int seconds) {
        if (mails() != known_) return true;
        run(mailimap_idle(imap_.get()), "wait for mail");
        bool came = mails() != known_ || unread_bytes() || line_->wait(seconds);
        run(mailimap_idle_done(imap_.get()), "stop waiting for mail");
        return came;
    }

    bool poll(int seconds) {
        if (mails() != known_) return true;
        line_->wait(seconds);
        run(mailimap_noop(imap_.get()), "answer");
        return mails() != known_;
    }

    std::string words() const {
        return imap_->imap_response == nullptr
                   ? ""
                   : to_utf8(std::string_view(imap_->imap_response).substr(0, 300));
    }

    // The code in brackets of the last answer (RFC 5530), "" when there was none.
    std::string response_code() const {
        const auto* info = imap_->imap_response_info;
        return info == nullptr || info->rsp_atom == nullptr ? "" : lower(info->rsp_atom);
    }
    bool not_now() const {
        auto code = response_code();
        return code == "unavailable" || code == "limit" || code == "inuse" || code == "serverbug";
    }

    void run(int code, const std::string& what) {
        if (code != MAILIMAP_NO_ERROR) fail(code, what);
    }

    [[noreturn]] void fail(int code, const std::string& what) const {
        if (stream_->flooded())
            throw ImapError(Reason::unreadable,
                            fmt::format("{} sent far more than was asked for.", account_.host));
        if (code == MAILIMAP_ERROR_STREAM || stream_->failure()) throw ImapError(Reason::lost, lost_text());
        if (code == MAILIMAP_ERROR_PARSE || code == MAILIMAP_ERROR_PROTOCOL || code == MAILIMAP_ERROR_MEMORY)
            throw ImapError(Reason::unreadable,
                            fmt::format("The answer of {} could not be understood when asked to {}.",
                                        account_.host, what),
                            words());
        if (not_now())
            throw ImapError(Reason::busy,
                            fmt::format("{} cannot {} now: “{}”", account_.host, what, trim(words())))
                .after(seconds_in(words()));
        if (response_code() == "nonexistent")
            throw ImapError(Reason::gone, fmt::format("{} has no such folder any more; it could not {}. "
                                                      "Choose another folder in the settings of the channel.",
                                                      account_.host, what));
        throw ImapError(Reason::refused,
                        fmt::format("{} refused to {}: “{}”", account_.host, what, trim(words())));
    }

    std::string lost_text() const {
        try {
            if (stream_->failure()) std::rethrow_exception(stream_->failure());
        } catch (const Error& error) {
            return error.text();
        } catch (const std::exception&) {
        }
        return fmt::format("{} closed the connection.", account_.host);
    }

    ImapAccount account_;
    std::unique_ptr<net::Line> line_;
    std::unique_ptr<ImapStream> stream_;
    std::unique_ptr<mailimap, Free<mailimap, mailimap_free>> imap_;
    std::uint32_t known_ = 0;  // mails in the folder when it was last searched
};
}  // namespace

std::unique_ptr<ImapSession> ImapSession::open(const ImapAccount& account) {
    return std::make_unique<Session>(account);
}

std::string to_modified_utf7(const std::string& name) {
    return printable_ascii(name) && name.find('&') == name.npos ? name
                                                                : convert(name, "UTF-8", "IMAP-mailbox-name");
}

std::string from_modified_utf7(const std::string& name) {
    return name.find('&') == name.npos ? to_utf8(name) : convert(name, "IMAP-mailbox-name", "UTF-8");
}

}  // namespace channels::email

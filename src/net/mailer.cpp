#include "base/encoding.hpp"
#include "net/transfer.hpp"

// Submission (RFC 6409) by libcurl. What curl returns says that it failed, not how far it came; that is
// read from the dialogue itself, because "not sent" and "perhaps sent" must never be confused.
namespace net {
namespace {
using Outcome = Submitted::Outcome;
using Security = Submission::Security;
constexpr long quit_seconds = 2;
constexpr std::size_t longest_words = 500;

// What was said on the line so far.
struct Dialogue {
    std::string verb;          // the last command of ours
    int code = 0;              // its reply, once complete
    std::string words;         // of the reply
    bool answered = false;     // the last command, or the body, has its reply
    bool handed_over = false;  // the body has left us; only the final dot is to follow
    bool offers_login = false;
    bool leaving = false;  // what comes after our QUIT means nothing any more

    void command(std::string_view line);
    void reply(std::string_view line);
    void body_ends();

    int reply_class() const { return answered ? code / 100 : 0; }
};

void Dialogue::command(std::string_view line) {
    auto word = line.substr(0, line.find_first_of(" \r\n"));
    constexpr std::string_view verbs[] = {"EHLO", "HELO", "STARTTLS", "AUTH", "MAIL",
                                          "RCPT", "DATA", "NOOP",     "QUIT"};
    bool known = std::find(std::begin(verbs), std::end(verbs), word) != std::end(verbs);
    leaving = leaving || word == "QUIT";
    if (leaving) return;
    if (known) verb = word;  // else a further line of AUTH
    words.clear();
    code = 0;
    answered = false;
}

void Dialogue::reply(std::string_view line) {
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
    if (line.size() < 3 || leaving) return;
    if (verb == "EHLO" && line.substr(std::min<std::size_t>(4, line.size())).starts_with("AUTH"))
        offers_login = true;
    if (answered) words.clear();
    if (words.size() < longest_words)
        words += (words.empty() ? "" : " ") + to_utf8(line.substr(0, longest_words));
    code = std::atoi(std::string(line.substr(0, 3)).c_str());
    answered = line.size() == 3 || line[3] == ' ';
}

void Dialogue::body_ends() {
    handed_over = true;
    words.clear();
    code = 0;
    answered = false;
}

int listen_in(CURL* handle, curl_infotype kind, char* bytes, std::size_t size, void* into) {
    auto& dialogue = *static_cast<Dialogue*>(into);
    if (kind == CURLINFO_HEADER_OUT) dialogue.command({bytes, size});
    if (kind == CURLINFO_HEADER_IN) dialogue.reply({bytes, size});
    // All is said: a server that never answers our QUIT must not hold us up.
    bool over = dialogue.answered && (dialogue.handed_over || dialogue.verb == "NOOP");
    if (over) curl_easy_setopt(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, quit_seconds);
    return 0;
}

struct Upload {
    std::string_view rest;
    Dialogue& dialogue;
};

// curl asks again only when everything before is on its way, so an empty answer of ours marks the moment
// from which the server may have the whole message.
std::size_t give_body(char* into, std::size_t, std::size_t room, void* from) {
    auto& upload = *static_cast<Upload*>(from);
    auto count = std::min(room, upload.rest.size());
    std::copy_n(upload.rest.data(), count, into);
    upload.rest.remove_prefix(count);
    if (count == 0) upload.dialogue.body_ends();
    return count;
}

// Bare line ends made CRLF: a lone one before a dot could end the message early for some servers.
std::string with_crlf(std::string_view message) {
    std::string out;
    out.reserve(message.size() + message.size() / 32);
    for (std::size_t i = 0; i < message.size(); ++i) {
        char c = message[i];
        if (c == '\r' && i + 1 < message.size() && message[i + 1] == '\n') continue;
        if (c == '\n' || c == '\r')
            out += "\r\n";
        else
            out += c;
    }
    if (!out.ends_with("\r\n")) out += "\r\n";
    return out;
}

bool is_address(std::string_view text) {
    auto wrong = [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == 0x7f || c == '<' || c == '>';
    };
    return text.size() <= 320 && std::none_of(text.begin(), text.end(), wrong);
}

bool is_host(std::string_view text) {
    auto wrong = [](char c) {
        return static_cast<unsigned char>(c) <= ' ' ||
               std::string_view("/?#@\\[]\"<>\x7f").find(c) != std::string_view::npos;
    };
    return !text.empty() && text.size() <= 255 && std::none_of(text.begin(), text.end(), wrong);
}

// The name in EHLO: the sender's domain, which is nobody's secret, unlike the name of this machine.
std::string greeting(const std::string& from) {
    auto domain = from.substr(std::min(from.size(), from.rfind('@') + 1));
    auto plain = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-';
    };
    return domain.empty() || !std::all_of(domain.begin(), domain.end(), plain) ? "localhost" : domain;
}

std::string url_of(const Submission& mail) {
    bool v6 = mail.host.find(':') != std::string::npos;
    return fmt::format("{}://{}{}{}:{}/{}", mail.security == Security::tls ? "smtps" : "smtp", v6 ? "[" : "",
                       mail.host, v6 ? "]" : "", mail.port, greeting(mail.from));
}

std::optional<Submitted> misaddressed(const Submission& mail) {
    if (!is_host(mail.host))
        return Submitted{Outcome::unreachable, 0,
                         fmt::format("\"{}\" is no host name. Check it.", to_utf8(mail.host))};
    for (const auto& address : mail.to)
        if (address.empty() || !is_address(address))
            return Submitted{Outcome::refused, 0,
                             fmt::format("\"{}\" is no mail address.", to_utf8(address))};
    if (!is_address(mail.from))
        return Submitted{Outcome::refused, 0, fmt::format("\"{}\" is no mail address.", to_utf8(mail.from))};
    return {};
}

void prepare(Transfer& transfer, const Submission& mail, Dialogue& dialogue) {
    transfer.prepare("smtp,smtps", std::int64_t{std::max(1, mail.seconds)} * 1000);
    transfer.set(CURLOPT_URL, url_of(mail).c_str());
    transfer.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(std::max(1, mail.seconds)));
    transfer.set(CURLOPT_FORBID_REUSE, 1L);
    transfer.set(CURLOPT_VERBOSE, 1L);
    transfer.set(CURLOPT_DEBUGFUNCTION, &listen_in);
    transfer.set(CURLOPT_DEBUGDATA, &dialogue);
    if (mail.security == Security::starttls) transfer.set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    if (mail.user.empty()) return;
    transfer.set(CURLOPT_USERNAME, mail.user.c_str());
    transfer.set(CURLOPT_PASSWORD, mail.password.c_str());
    transfer.set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN");
}

bool is_unauthorised(CURLcode code, const Dialogue& dialogue) {
    bool refused = dialogue.reply_class() == 5 &&
                   (dialogue.verb == "AUTH" || dialogue.code == 530 || dialogue.code == 535);
    bool no_common_way = code == CURLE_LOGIN_DENIED && dialogue.reply_class() != 4;
    return refused || no_common_way;
}

std::string login_sentence(const Submission& mail, const Dialogue& dialogue) {
    if (dialogue.verb != "AUTH" && dialogue.reply_class() == 2)
        return fmt::format(
            "{} offers no login that we speak (PLAIN or LOGIN) on port {}. Check the port and the security.",
            mail.host, mail.port);
    return fmt::format(
        "{} refused the user or the password. Check both; some providers want an app password. It said: {}",
        mail.host, dialogue.words);
}

std::string unreachable_sentence(CURLcode code, const Submission& mail, const Transfer& transfer) {
    if (code == CURLE_USE_SSL_FAILED)
        return fmt::format(
            "{} offers no STARTTLS on port {}. Choose TLS (port 465 as a rule), or check the port.",
            mail.host, mail.port);
    return transfer.error(code, mail.host).text();
}

Submitted judged(CURLcode code, const Submission& mail, const Dialogue& dialogue, const Transfer& transfer) {
    if (code == CURLE_OK) return {Outcome::accepted, dialogue.code, dialogue.words};
    if (dialogue.handed_over && dialogue.reply_class() == 2)
        return {Outcome::accepted, dialogue.code, dialogue.words};
    if (dialogue.handed_over && dialogue.reply_class() < 4)
        return {Outcome::unknown, 0,
                fmt::format("The line to {} dropped after the message was handed over. Look into its Sent "
                            "folder or ask the "
                            "recipient before sending again.",
                            mail.host)};
    if (is_unauthorised(code, dialogue))
        return {Outcome::unauthorised, dialogue.code, login_sentence(mail, dialogue)};
    if (dialogue.reply_class() == 4) return {Outcome::refused_for_now, dialogue.code, dialogue.words};
    if (dialogue.reply_class() == 5 && code != CURLE_USE_SSL_FAILED)
        return {Outcome::refused, dialogue.code, dialogue.words};
    return {Outcome::unreachable, 0, unreachable_sentence(code, mail, transfer)};
}

class CurlMailer final : public Mailer {
public:
    explicit CurlMailer(const HttpOptions& options) : trust_(options) {}
    Submitted submit(const Submission& mail) override;
    Submitted probe(const Submission& mail) override;

private:
    const Trust trust_;
};

Submitted CurlMailer::submit(const Submission& mail) {
    if (auto wrong = misaddressed(mail)) return *wrong;
    if (mail.to.empty()) return {Outcome::refused, 0, "The message has no recipient."};
    Transfer transfer(trust_, Guard::Purpose::mail);
    Dialogue dialogue;
    prepare(transfer, mail, dialogue);
    std::string message = with_crlf(mail.message);
    Upload upload{message, dialogue};
    FieldList recipients;
    for (const auto& address : mail.to) recipients.add("<" + address + ">");
    transfer.set(CURLOPT_MAIL_FROM, ("<" + mail.from + ">").c_str());
    transfer.set(CURLOPT_MAIL_RCPT, recipients.first);
    transfer.set(CURLOPT_UPLOAD, 1L);
    // No CURLOPT_INFILESIZE: curl would count the doubled dots against it and end without asking for more.
    transfer.set(CURLOPT_READFUNCTION, &give_body);
    transfer.set(CURLOPT_READDATA, &upload);
    CURLcode code = transfer.perform();
    return judged(code, mail, dialogue, transfer);
}

Submitted CurlMailer::probe(const Submission& mail) {
    if (auto wrong = misaddressed(mail)) return *wrong;
    Transfer transfer(trust_, Guard::Purpose::mail);
    Dialogue dialogue;
    prepare(transfer, mail, dialogue);
    transfer.set(CURLOPT_NOBODY, 1L);
    transfer.set(CURLOPT_CUSTOMREQUEST, "NOOP");
    CURLcode code = transfer.perform();
    if (code == CURLE_OK && !mail.user.empty() && !dialogue.offers_login)
        return {Outcome::unauthorised, 0, login_sentence(mail, dialogue)};
    return judged(code, mail, dialogue, transfer);
}
}  // namespace

std::unique_ptr<Mailer> make_mailer(const HttpOptions& options) {
    return std::make_unique<CurlMailer>(options);
}

}  // namespace net

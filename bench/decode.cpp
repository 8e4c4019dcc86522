#include "base/hash.hpp"
#include "bench/apart.hpp"
#include "bench/benchmark.hpp"
#include "bench/posts.hpp"
#include "bench/scratch.hpp"
#include "channels/email/codec.hpp"
#include "channels/feed/codec.hpp"

namespace bench {
namespace {
constexpr std::size_t documents = 500, entries = 25;

struct Sample {
    std::string bytes;
    std::vector<std::string> texts;  // that must come out again
};

std::string escaped(const std::string& text) {
    std::string out;
    for (char c : text) out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : std::string(1, c);
    return out;
}

// A mail with plain text and HTML, a quoted answer and a signature.
Sample mail(const model::Inbound& post, std::size_t number) {
    auto bytes = fmt::format(
        "From: {} <visitor{}@town.example>\r\nTo: hello@maison-antoinette.example\r\nSubject: About {}\r\n"
        "Message-ID: <{}@town.example>\r\nDate: Wed, 14 Oct 2026 08:30:00 +0200\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/alternative; boundary=\"cut\"\r\n\r\n--cut\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}\r\n\r\n"
        "On Tue, Mara wrote:\r\n> Good morning\r\n\r\n-- \r\nA visitor\r\n--cut\r\n"
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        "<html><body><p>{}</p><p style=\"color:red\">see <a "
        "href=\"https://town.example/\">here</a></p></body></html>"
        "\r\n--cut--\r\n",
        post.author.name, number, number, number, post.text, escaped(post.text));
    return {std::move(bytes), {post.text}};
}

Sample feed(Posts& source) {
    Sample sample;
    sample.bytes =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><title>Town</title>"
        "<link>https://town.example/</link><description>News</description>";
    for (const auto& post : source.next(entries)) {
        sample.texts.push_back(post.text);
        sample.bytes += fmt::format(
            "<item><title>{0}</title><link>{1}</link><guid>{1}</guid><pubDate>Wed, 14 Oct 2026 08:30:00 +0200"
            "</pubDate><description><![CDATA[<p>{0}</p>]]></description></item>",
            escaped(post.text), post.remote_id);
    }
    sample.bytes += "</channel></rss>";
    return sample;
}

bool read_mail(const Sample& sample) {
    auto read = channels::email::decode(sample.bytes, {});
    const auto* mail = std::get_if<model::Inbound>(&read);
    return mail && mail->text.starts_with(sample.texts.front());
}

bool read_feed(const Sample& sample) {
    auto read = channels::feed::decode(sample.bytes, "application/rss+xml", "https://town.example/feed");
    const auto* feed = std::get_if<channels::feed::Feed>(&read);
    return feed && feed->entries.size() == sample.texts.size() &&
           feed->entries.front().title.value == sample.texts.front();
}

json::object measure(const std::vector<Sample>& samples, bool (*read)(const Sample&)) {
    bool correct = true;
    std::size_t hashed = 0;
    Stopwatch own, control;
    own([&] {
        for (const auto& s : samples) correct = read(s) && correct;
    });
    control([&] {
        for (const auto& s : samples) hashed += sha256(s.bytes).size();
    });
    return {{"own", own.seconds()},
            {"control", control.seconds()},
            {"correct", correct && hashed == 32 * samples.size()},
            {"memory", peak_mb()}};
}

Figure figure(const Plan& plan, const std::string& name, const std::vector<Sample>& samples,
              bool (*read)(const Sample&)) {
    Figure f{.name = name,
             .size = static_cast<std::int64_t>(samples.size()),
             .unit = "MB per CPU-second",
             .values = {},
             .controls = {}};
    double megabytes = 0;
    for (const auto& s : samples) megabytes += static_cast<double>(s.bytes.size()) / 1e6;
    for (int run = 1; run <= plan.runs; ++run) {
        plan.say(fmt::format("{}: run {} of {}", name, run, plan.runs));
        auto m = measure_apart([&] { return measure(samples, read); });
        f.values.push_back(megabytes / m.at("own").to_number<double>());
        f.controls.push_back(megabytes / m.at("control").to_number<double>());
        f.memory_mb = std::max(f.memory_mb, m.at("memory").to_number<double>());
        f.correct = f.correct && m.at("correct").get_bool();
    }
    f.more["documents_per_cpu_second"] = median(f.values) / megabytes * static_cast<double>(samples.size());
    return f;
}
}  // namespace

std::vector<Figure> decode(const Plan& plan) {
    auto source = posts(static_cast<std::int64_t>(documents * (entries + 1)), Time{1'792'000'000'000});
    std::vector<Sample> mails, feeds;
    for (const auto& post : source.next(documents)) mails.push_back(mail(post, mails.size()));
    while (feeds.size() < documents) feeds.push_back(feed(source));
    return {figure(plan, "decode mail", mails, read_mail), figure(plan, "decode feed", feeds, read_feed)};
}
}  // namespace bench

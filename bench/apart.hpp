#pragma once
#include <functional>
#include <string>
#include <sys/types.h>

#include "base/json.hpp"

// Measures in a process of its own, so that one run's memory and caches are not the next one's.
namespace bench {

// One end of the talk between the two processes: JSON, one value a line.
class Line {
public:
    explicit Line(int descriptor) : descriptor_(descriptor) {}
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;
    ~Line();
    void send(const json::value&);
    // Blocks; throws Error{internal} when the other side has ended or failed.
    json::object receive();
    // Blocks until the other side lets go.
    void wait_for_end();

private:
    int descriptor_;
    std::string waiting_;
};

// A child that does `work` and can be talked with. Make it while this process has one thread only. What
// `work` throws is thrown here, by the next receive().
class Apart {
public:
    explicit Apart(const std::function<void(Line&)>& work);
    Apart(const Apart&) = delete;
    Apart& operator=(const Apart&) = delete;
    ~Apart();  // lets go of the line and waits for the end
    Line& line() { return *line_; }
    pid_t process() const { return process_; }

private:
    std::unique_ptr<Line> line_;
    pid_t process_ = 0;
};

// What `work` returns, from a child.
json::object measure_apart(const std::function<json::object()>& work);

// CPU-seconds, user and system, of all threads that a process has or had; 0 when it is not to be seen.
double cpu_of(pid_t process);
double own_cpu();
// Resident megabytes: now, and the most since begin_peak().
double resident_mb(pid_t process);
void begin_peak();
double peak_mb();

// Adds up the CPU-seconds of what is done while one of its spans lives.
class Stopwatch {
public:
    using Reading = std::function<double()>;
    explicit Stopwatch(Reading reading = own_cpu) : reading_(std::move(reading)) {}
    template <class F>
    auto operator()(F&& work) {
        struct Span {
            Stopwatch& watch;
            double began = watch.reading_();
            ~Span() { watch.seconds_ += watch.reading_() - began; }
        } span{*this};
        return work();
    }
    double seconds() const { return seconds_; }

private:
    Reading reading_;
    double seconds_ = 0;
};

}  // namespace bench

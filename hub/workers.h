// Threads between the sockets and the store: writes take turns and share a commit, reads do not
// wait for them.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "hub/hub.h"

namespace ajar::hub {

// One request on its way. What the request's views point at lives until `done` was called.
struct Job {
  Route route;
  Request request;
  std::function<void(Response)> done;  // on a worker's thread
};

struct Stores {
  store::HubStoreMaker write;
  store::HubStoreMaker read;  // empty: whoever writes reads, too, and may have to wait for it
  int writers = 1;
  int readers = 1;
  bool shared = false;  // others may write to it, too
};

class Workers {
 public:
  Workers(Hub& hub, Stores stores) : hub_(hub), stores_(std::move(stores)) {}
  ~Workers() { stop(); }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // Opens every connection. Errors: those of the store.
  Status start();
  void submit(Job job);
  // Finishes what was submitted, then ends the threads.
  void stop();

 private:
  struct Queue {
    std::mutex lock;
    std::condition_variable news;
    std::deque<Job> jobs;
    bool stopping = false;
  };
  using Store = std::unique_ptr<store::HubStore>;
  static std::vector<Job> take(Queue& queue, std::size_t most);
  void work(Queue& queue, const store::HubStoreMaker& maker, Store store);
  void answer_together(store::HubStore& store, std::vector<Job>& jobs, bool& broken);
  // Who only asks is answered over a fresh connection where the old one has failed.
  void answer_each(Store& store, const store::HubStoreMaker* again, std::vector<Job>& jobs,
                   bool& broken);
  Status start_some(Queue& queue, const store::HubStoreMaker& maker, int count);

  Hub& hub_;
  Stores stores_;
  Queue writes_, reads_;
  std::vector<std::thread> threads_;
};

}  // namespace ajar::hub

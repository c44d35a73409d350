// The loops of the threads, and what they do when a store stops answering.
#include "hub/workers.h"

namespace ajar::hub {
namespace {

// More in one commit gains nothing, and the first of them would wait for the last.
constexpr std::size_t most_together = 256;

// An error of the store, after which its connection is made anew: a sync that failed once may seem
// to succeed when it is asked again.
bool breaks(const Response& response) {
  return response.code == "hub/failed" || response.code == "hub/full";
}

}  // namespace

Status Workers::start() {
  TRY(start_some(writes_, stores_.write, stores_.writers));
  if (stores_.read) TRY(start_some(reads_, stores_.read, stores_.readers));
  return ok();
}

Status Workers::start_some(Queue& queue, const store::HubStoreMaker& maker, int count) {
  for (int i = 0; i < count; ++i) {
    threads_.emplace_back([this, &queue, &maker, store = TRY(maker())]() mutable {
      work(queue, maker, std::move(store));
    });
  }
  return ok();
}

void Workers::submit(Job job) {
  const bool writes = cost_of(job.route.call).writes || !stores_.read;
  Queue& queue = writes ? writes_ : reads_;
  {
    const std::lock_guard guard(queue.lock);
    queue.jobs.push_back(std::move(job));
  }
  queue.news.notify_one();
}

std::vector<Job> Workers::take(Queue& queue, std::size_t most) {
  std::unique_lock guard(queue.lock);
  queue.news.wait(guard, [&] { return queue.stopping || !queue.jobs.empty(); });
  std::vector<Job> jobs;
  while (!queue.jobs.empty() && jobs.size() < most) {
    jobs.push_back(std::move(queue.jobs.front()));
    queue.jobs.pop_front();
  }
  return jobs;
}

void Workers::work(Queue& queue, const store::HubStoreMaker& maker, Store store) {
  const bool writes = &queue == &writes_;
  const bool together = store->gains_together() && writes;
  bool broken = false;
  for (;;) {
    std::vector<Job> jobs = take(queue, together ? most_together : 1);
    if (jobs.empty()) return;
    if (broken) {
      auto fresh = maker();
      // The old connection goes after the new one has come: whoever still holds the file keeps what
      // the journal's index knows, and a commit that was never acknowledged is not taken for one.
      if (fresh) store = std::move(*fresh);
      broken = !fresh;
    }
    if (together)
      answer_together(*store, jobs, broken);
    else
      answer_each(store, writes ? nullptr : &maker, jobs, broken);
  }
}

void Workers::answer_together(store::HubStore& store, std::vector<Job>& jobs, bool& broken) {
  std::vector<Response> responses;
  const Status committed = store.together([&] {
    for (const Job& job : jobs) responses.push_back(hub_.answer(store, job.route, job.request));
  });
  hub_.metrics().committed(jobs.size(), static_cast<bool>(committed));
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    if (!committed) {
      broken = true;
      // What one of them ran into is said by its own code; the others were undone with it.
      const bool own = i < responses.size() && responses[i].status >= 500;
      jobs[i].done(own ? std::move(responses[i]) : problem(committed.error()));
    } else {
      broken = broken || breaks(responses[i]);
      jobs[i].done(std::move(responses[i]));
    }
  }
}

void Workers::answer_each(Store& store, const store::HubStoreMaker* again, std::vector<Job>& jobs,
                          bool& broken) {
  for (Job& job : jobs) {
    Response response = hub_.answer(*store, job.route, job.request);
    broken = broken || breaks(response);
    if (broken && again != nullptr) {
      if (auto fresh = (*again)()) {
        store = std::move(*fresh);
        response = hub_.answer(*store, job.route, job.request);
        broken = breaks(response);
      }
    }
    job.done(std::move(response));
  }
}

void Workers::stop() {
  for (Queue* queue : {&writes_, &reads_}) {
    const std::lock_guard guard(queue->lock);
    queue->stopping = true;
    queue->news.notify_all();
  }
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

}  // namespace ajar::hub

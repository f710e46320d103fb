// What the machine's parts cost by themselves: allocation, calls, attributes, dicts, collections.
//
//   cmake --preset release -DKRAIT_BENCHMARKS=ON && cmake --build build/release --target vm_bench
//   build/release/vm_bench

#include <benchmark/benchmark.h>

#include <memory>

#include "vm/heap/rooted.h"
#include "vm/modules/runtime.h"
#include "vm/object/attributes.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/lookup_cache.h"
#include "vm/object/native_object.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

/// A VM ready to run code, with its first thread attached.
class BenchVm {
 public:
  explicit BenchVm(gil::ModelKind threading = gil::ModelKind::kGil)
      : vm_(Options(threading)), thread_(vm_, vm_.heap(), vm_.shape_table().base()) {
    thread_.lookup_cache = cache_.get();
    vm_.threads().Register(thread_);
    vm_.threading().Attach(thread_);
    if (!StartRuntime(thread_).ok()) std::abort();
  }
  ~BenchVm() {
    vm_.threading().Detach(thread_);
    vm_.threads().Unregister(thread_);
  }
  Thread& thread() { return thread_; }

 private:
  static VmOptions Options(gil::ModelKind threading) {
    VmOptions options;
    options.threading = threading;
    return WithRuntime(options);
  }

  Vm vm_;
  std::unique_ptr<LookupCache> cache_ = std::make_unique<LookupCache>();
  Thread thread_;
};

/// Argument 0: the GIL; 1: without.
gil::ModelKind ModelOf(const benchmark::State& state) {
  return state.range(0) == 0 ? gil::ModelKind::kGil : gil::ModelKind::kFree;
}

/// Instances of `object`, garbage at once: the allocator with its share of collections.
void BM_AllocateObject(benchmark::State& state) {
  BenchVm vm(ModelOf(state));
  Thread& t = vm.thread();
  for (auto _ : state) {
    benchmark::DoNotOptimize(AllocateInstance(t, types(t).object, sizeof(Object)));
  }
}
BENCHMARK(BM_AllocateObject)->Arg(0)->Arg(1);

void BM_AllocateTuple(benchmark::State& state) {
  BenchVm vm(ModelOf(state));
  Thread& t = vm.thread();
  const Value items[] = {Value::FromInt(1), Value::FromInt(2), Value::FromInt(3)};
  for (auto _ : state) benchmark::DoNotOptimize(Tuple::From(t, items));
}
BENCHMARK(BM_AllocateTuple)->Arg(0)->Arg(1);

void BM_ListAppend(benchmark::State& state) {
  BenchVm vm(ModelOf(state));
  Thread& t = vm.thread();
  List* list = *List::New(t);
  for (auto _ : state) {
    (void)list->Append(t, Value::FromInt(1));
    if (list->size() == 1000) list->Clear();
  }
}
BENCHMARK(BM_ListAppend)->Arg(0)->Arg(1);

void BM_DictGetStr(benchmark::State& state) {
  BenchVm vm(ModelOf(state));
  Thread& t = vm.thread();
  Dict* dict = *Dict::New(t);
  RootedVector keys(t);
  for (int i = 0; i < 64; ++i) {
    Str* key = *Str::InternUtf8(t, "key" + std::to_string(i));
    keys.push_back(Value::FromObject(key));
    (void)dict->SetStr(t, key, Value::FromInt(i));
  }
  size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(dict->GetStr(t, Cast<Str>(keys[i++ % 64])));
  }
}
BENCHMARK(BM_DictGetStr)->Arg(0)->Arg(1);

void BM_DictSetInt(benchmark::State& state) {
  BenchVm vm(ModelOf(state));
  Thread& t = vm.thread();
  Dict* dict = *Dict::New(t);
  int64_t i = 0;
  for (auto _ : state) {
    (void)dict->Set(t, Value::FromInt(i % 1024), Value::FromInt(i));
    ++i;
  }
}
BENCHMARK(BM_DictSetInt)->Arg(0)->Arg(1);

/// The general attribute lookup, as a site without a cache does it.
void BM_GetAttr(benchmark::State& state) {
  BenchVm vm(ModelOf(state));
  Thread& t = vm.thread();
  const Value list = Value::FromObject(*List::New(t));
  Str* name = *Str::InternUtf8(t, "append");
  for (auto _ : state) benchmark::DoNotOptimize(GetAttr(t, list, name));
}
BENCHMARK(BM_GetAttr)->Arg(0)->Arg(1);

void BM_CallNativeMethod(benchmark::State& state) {
  BenchVm vm(ModelOf(state));
  Thread& t = vm.thread();
  const Value list = Value::FromObject(*List::New(t));
  Str* name = *Str::InternUtf8(t, "clear");
  for (auto _ : state) benchmark::DoNotOptimize(CallMethodWith(t, list, name));
}
BENCHMARK(BM_CallNativeMethod)->Arg(0)->Arg(1);

/// One collection with `range(0)` live tuples in a list.
void BM_Collect(benchmark::State& state) {
  BenchVm vm;
  Thread& t = vm.thread();
  List* list = *List::New(t);
  for (int64_t i = 0; i < state.range(0); ++i) {
    const Value items[] = {Value::FromInt(i), Value::FromObject(list)};
    (void)list->Append(t, Value::FromObject(*Tuple::From(t, items)));
  }
  for (auto _ : state) t.vm().heap().Collect(t);
  benchmark::DoNotOptimize(list);
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_Collect)->Arg(0)->Arg(10'000)->Arg(1'000'000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace krait

BENCHMARK_MAIN();

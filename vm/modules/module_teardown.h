#pragma once

namespace krait {

class Thread;

/// Notes what the runtime itself keeps alive until the end.
void PrepareModuleTeardown(Thread& t);

/// The end of the program: lets go of its modules and runs the finalizers of all that only they
/// kept alive, while the names that those use are still there. False: nothing waited to be
/// finalized, and nothing happened. Code that imports finds sys.meta_path to be None, and what is
/// printed goes to the first standard streams.
bool TearDownModules(Thread& t);

}  // namespace krait

// The loops of jit_loops.py in C, for comparison: gcc -O2 bench/jit_loops.c -o jit_loops && ./jit_loops
// Sums look for overflow, as Python's do.
#include <stdio.h>
#include <time.h>

__attribute__((noinline)) static long total(long n) {
  long result = 0;
  for (long i = 0; i < n; ++i) {
    if (__builtin_add_overflow(result, i, &result)) return -1;
    __asm__ volatile("" : "+r"(result));  // or it would be computed without a loop
  }
  return result;
}

__attribute__((noinline)) static double nine_flops(long n) {
  double x = 0.5, y = 0.25, a = 0.0, b = 0.0, c = 0.0;
  for (long i = 0; i < n; ++i) {
    double t = x * x;
    c = c + t;
    a = a + t * 1.0000001;
    t = y * y;
    b = b + t * 1.0000001;
    x = x + 1e-7;
    y = y + 1e-7;
  }
  return a + b + c;
}

__attribute__((noinline)) static long mandelbrot(long n) {
  double zx = 0.0, zy = 0.0;
  long k = 0;
  while (k < n) {
    const double xx = zx * zx, yy = zy * zy;
    if (xx + yy > 4.0) break;
    zy = 2.0 * zx * zy + 0.2;
    zx = xx - yy - 0.1;
    ++k;
  }
  return k;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

int main(void) {
  const long n = 100000000;
  volatile double sink;
  double start = now();
  sink = (double)total(n);
  printf("total      %8.2f ns\n", (now() - start) / n);
  start = now();
  sink = nine_flops(n);
  printf("nine_flops %8.2f ns\n", (now() - start) / n);
  start = now();
  sink = (double)mandelbrot(n);
  printf("mandelbrot %8.2f ns\n", (now() - start) / n);
  (void)sink;
  return 0;
}

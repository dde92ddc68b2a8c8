/** What one device reaches, in a single run without JMH, and in the shapes of {@code bench/pytorch/device_report.py}. */
package dev.pullback.bench.device;

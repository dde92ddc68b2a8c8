/**
 * OpenCL as this backend needs it: {@link dev.pullback.opencl.driver.ClDriver}, some thirty calls over {@code long}
 * handles and off-heap memory, and two bindings behind it, LWJGL and JOCL.
 *
 * <p>Nothing outside this package names a class of either binding, so either may be missing. Failures are
 * {@link dev.pullback.opencl.driver.ClException}s; they stay inside the module, where the backend turns them into the
 * errors that users see.
 */
package dev.pullback.opencl.driver;

/** A device at work: its queue, its memory, its compiled programs, its profile. */
package dev.pullback.opencl.runtime;

package dev.pullback.api.error;

/** A device or its driver refused a call: the call, the device, and the driver's own code and name for the failure. */
public sealed class DeviceException extends PullbackException
        permits DeviceLostException, KernelCompilationException, MemoryCorruptionException, OutOfDeviceMemoryException {

    private static final long serialVersionUID = 1L;

    public DeviceException(String message) {
        super(message);
    }

    public DeviceException(String message, Throwable cause) {
        super(message, cause);
    }
}

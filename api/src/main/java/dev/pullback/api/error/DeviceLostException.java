package dev.pullback.api.error;

/** The device stopped answering or was reset; everything stored on it is lost. Open the backend anew. */
public final class DeviceLostException extends DeviceException {

    private static final long serialVersionUID = 1L;

    public DeviceLostException(String message) {
        super(message);
    }

    public DeviceLostException(String message, Throwable cause) {
        super(message, cause);
    }
}

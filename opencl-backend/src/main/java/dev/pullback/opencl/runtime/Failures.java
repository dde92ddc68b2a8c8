package dev.pullback.opencl.runtime;

import dev.pullback.api.error.DeviceException;
import dev.pullback.api.error.DeviceLostException;
import dev.pullback.opencl.driver.ClException;

/** Failures of the driver in the words of the API. */
final class Failures {

    private Failures() {}

    /**
     * What a failed call means to the user of the device. Two failures are told by those who know more: running out of
     * memory by the {@link BufferPool}, and a refused source by {@link Programs}.
     */
    static DeviceException translate(ClException failure, String device) {
        if (failure.isDeviceLost()) {
            return new DeviceLostException(
                    "%s stopped working (%s). Everything stored on it is lost; close the backend and open it anew."
                            .formatted(device, failure.getMessage()),
                    failure);
        }
        return new DeviceException("%s refused a call: %s".formatted(device, failure.getMessage()), failure);
    }
}

// The tests' own child: in a test, /proc/self/exe is the test runner.
import SluiceFormats

UnpackChild.runIfAsked()

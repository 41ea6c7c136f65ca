// An application without a name, which the provider refuses.
import * as azuread from '@pulumi/azuread';

new azuread.Application('nameless', { displayName: '' });

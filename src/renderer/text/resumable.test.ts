import { expect, test } from 'vitest';
import { resumableStatuses as shared } from '@shared/run';
import { resumableStatuses } from './resumable';

test('the page and the core agree on what can be resumed', () => expect(resumableStatuses).toEqual(shared));
